import {closeSync, openSync, rmSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {exists} from './place-file.ts';

export type NameRules = {
	/** False where `A` and `a` are one name. */
	readonly caseSensitive: boolean;
	/** False where composed and decomposed `é` are one name. */
	readonly normalizationSensitive: boolean;
};

/** Finds out how a directory's file system compares names, by making a file there for a moment. */
export function probeNames(directory: string): NameRules {
	const name = `.ferry-probe-${process.pid}-`;
	const probe = path.join(directory, `${name}a\u00E9`);
	closeSync(openSync(probe, 'wx', 0o600));
	try {
		return {
			caseSensitive: !exists(path.join(directory, `${name}A\u00E9`)),
			normalizationSensitive: !exists(path.join(directory, `${name}ae\u0301`)),
		};
	} finally {
		rmSync(probe);
	}
}
