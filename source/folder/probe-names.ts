import {closeSync, openSync, rmSync} from 'node:fs';
import path from 'node:path';
import {systemErrorCode} from '../base/errors.ts';
import {exists} from './place-file.ts';

export type NameRules = {
	/** False where `A` and `a` are one name. */
	readonly caseSensitive: boolean;
	/** False where composed and decomposed `é` are one name. */
	readonly normalizationSensitive: boolean;
};

/** Finds out how a directory's file system compares names, by making a file there for a moment. It has always the same name, so that one that was left by a killed process is used and removed by the next. */
export function probeNames(directory: string): NameRules {
	const probe = path.join(directory, '.ferry-probe-a\u00E9.part');
	for (;;) {
		makeIfMissing(probe);
		const rules = {
			caseSensitive: !exists(path.join(directory, '.ferry-probe-A\u00E9.part')),
			normalizationSensitive: !exists(path.join(directory, '.ferry-probe-ae\u0301.part')),
		};
		// Another process may have removed it before the answers.
		if (exists(probe)) {
			rmSync(probe, {force: true});
			return rules;
		}
	}
}

function makeIfMissing(place: string): void {
	try {
		closeSync(openSync(place, 'wx', 0o600));
	} catch (error) {
		if (systemErrorCode(error) !== 'EEXIST') {
			throw error;
		}
	}
}
