import {chooser, normalGlob} from './choose-files.ts';
import {
	everything, isMixed, isSelected, ruling, select, type FileSelection,
} from './file-selection.ts';

/** Which files of a share are wanted here: what the globs match, or all without any, unless a rule of the selection for a folder or file says otherwise. */
export type FileChoice = {readonly only: readonly string[]; readonly selection: FileSelection};

/** What becomes of files that were picked before and are not any more: `none` are left, or they have been let go already; they are to `keep` their places, or to be deleted as far as nobody has changed them. */
export type LetGo = 'none' | 'keep' | 'delete';

/** What a get says of the choice. */
export type ChoiceWish = {
	/** Globs; empty: as before. */
	readonly only: readonly string[];
	/** Undefined: as before. */
	readonly selection?: FileSelection | undefined;
	/** Everything, whatever was chosen before. */
	readonly mirror?: boolean | undefined;
};

/** All of a share. */
export const all: FileChoice = {only: [], selection: everything};

/** What is wanted from now on. What was chosen before stays unless something is said; `**` is everything. */
export function resolveChoice({only, selection, mirror}: ChoiceWish, earlier: FileChoice | undefined): FileChoice {
	if (mirror) {
		return all;
	}

	if (only.length > 0 || selection) {
		const globs = only.map(glob => normalGlob(glob));
		return {only: globs.includes('**') ? [] : globs, selection: selection ?? everything};
	}

	return earlier ? {only: earlier.only, selection: earlier.selection} : all;
}

/** Whether two choices say the same. */
export function isSameChoice(one: FileChoice, other: FileChoice): boolean {
	return spelled(one) === spelled(other);
}

/** What becomes of what a new choice leaves out. What an interrupted get had to do is done later. */
export function letGo(earlier: (FileChoice & {readonly unpicked: LetGo}) | undefined, choice: FileChoice, deletes: boolean): LetGo {
	if (!earlier) {
		return 'none';
	}

	return deletes ? 'delete' : (isSameChoice(earlier, choice) ? earlier.unpicked : 'keep');
}

/** How much of each path is wanted. Of a folder that no rule names, globs can't tell without what is in it: then it is a part. */
export function wantedBy(choice: FileChoice): (path: string, kind: 'file' | 'directory' | 'symlink') => 'all' | 'part' | 'nothing' {
	const {only, selection} = choice;
	const isChosen = chooser(only, selection);
	const ruled = ruling(selection);
	const byGlobs = only.length > 0 && isSelected(selection, '');
	return (path, kind) => {
		if (isMixed(selection, path)) {
			return 'part';
		}

		if (path !== '' && isChosen(path)) {
			return 'all';
		}

		const isOpen = kind === 'directory' && byGlobs && ruled(path) === undefined;
		return isOpen ? 'part' : (path === '' && isSelected(selection, '') ? 'all' : 'nothing');
	};
}

/** What is wanted as a whole is not any more; all else is. For everything (the empty path) globs have nothing to say then. */
export function toggleChoice(choice: FileChoice, path: string, kind: 'file' | 'directory' | 'symlink'): FileChoice {
	const isWanted = wantedBy(choice)(path, kind) !== 'all';
	if (path === '') {
		return {only: [], selection: select(choice.selection, '', isWanted)};
	}

	// Globs may say something else of a path than the rules above it: then it takes a rule of its own all the same.
	const others = select(choice.selection, path, isWanted).filter(rule => rule.path !== path);
	const isSaid = choice.only.length === 0 && isSelected(others, path) === isWanted;
	return {...choice, selection: isSaid ? others : [...others, {path, isWanted}]};
}

function spelled({only, selection}: FileChoice): string {
	const rules = selection.filter(({path, isWanted}) => path !== '' || !isWanted).map(({path, isWanted}) => `${isWanted ? '+' : '-'}${path}`);
	return JSON.stringify([only.map(glob => normalGlob(glob)).toSorted(), rules.toSorted()]);
}
