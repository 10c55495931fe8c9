import type {Commit} from '../feed/commit.ts';
import {all, isSameChoice, type FileChoice} from './choice.ts';

/** What somebody has received of a version. */
export type Received = {
	readonly choice: FileChoice;
	readonly files: number;
	/** Of the files that were picked, those that can't be created there. */
	readonly refusedFiles: number;
	readonly totals: Pick<Commit['totals'], 'files' | 'symlinks'>;
};

/** Whether it is all that a computer can have of the version. Globs may match all of the files, but whether they match the links nobody counts. */
export function isEverything({choice, files, refusedFiles, totals}: Received): boolean {
	return files + refusedFiles >= totals.files && (totals.symlinks === 0 || isSameChoice(choice, all));
}
