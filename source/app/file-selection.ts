/** What the user wants of a share: for a path the rule with the longest path that it is, or lies below, decides. The rule of the empty path is for everything. */
export type FileSelection = ReadonlyArray<{readonly path: string; readonly isWanted: boolean}>;

/** Everything. */
export const everything: FileSelection = [{path: '', isWanted: true}];

/** Whether a path is wanted. */
export function isSelected(selection: FileSelection, path: string): boolean {
	let best = -1;
	let isWanted = true;
	for (const rule of selection) {
		if (rule.path.length > best && (rule.path === '' || path === rule.path || path.startsWith(`${rule.path}/`))) {
			best = rule.path.length;
			isWanted = rule.isWanted;
		}
	}

	return isWanted;
}

/** Whether something below a directory is decided otherwise than the directory itself. */
export function isMixed(selection: FileSelection, path: string): boolean {
	const isWanted = isSelected(selection, path);
	return selection.some(rule => rule.isWanted !== isWanted && rule.path !== path && (path === '' ? rule.path !== '' : rule.path.startsWith(`${path}/`)));
}

/** Wants a path, and all below it, or not any more. */
export function select(selection: FileSelection, path: string, isWanted: boolean): FileSelection {
	const others = selection.filter(rule => rule.path !== path && (path !== '' && !rule.path.startsWith(`${path}/`)));
	return path !== '' && isSelected(others, path) === isWanted && others.length > 0
		? others
		: [...others, {path, isWanted}];
}
