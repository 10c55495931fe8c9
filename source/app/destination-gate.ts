import path from 'node:path';
import process from 'node:process';
import {PathGate} from '../base/path-gate.ts';
import {isDataDirectory} from '../folder/data-directory.ts';
import {longestPathBelow} from '../folder/longest-path.ts';
import type {NameRules} from '../folder/probe-names.ts';

/** Which paths of a share can be created in a destination, whose file system treats names like this. */
export function destinationGate(directory: string, names: NameRules): PathGate {
	return new PathGate({
		platform: process.platform, ...names, longestPath: longestPathBelow(directory), isDataDirectory: name => isDataDirectory(path.join(directory, name)),
	});
}
