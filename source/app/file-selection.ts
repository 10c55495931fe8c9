/** What the user wants of a share: for a path the rule with the longest path that it is, or lies below, decides. The rule of the empty path is for everything; where no rule decides, a path is wanted. */
export type FileSelection = ReadonlyArray<{readonly path: string; readonly isWanted: boolean}>;

/** Everything. */
export const everything: FileSelection = [{path: '', isWanted: true}];

/** Whether a path is wanted. */
export function isSelected(selection: FileSelection, path: string): boolean {
	return selector(selection)(path);
}

/** `isSelected` for many paths. */
export function selector(selection: FileSelection): (path: string) => boolean {
	const ruled = ruling(selection);
	const byDefault = selection.find(({path}) => path === '')?.isWanted ?? true;
	return path => ruled(path) ?? byDefault;
}

/** What a rule for a path, or for a directory above it, says of it; undefined where only that of the empty path does. However many rules there are, each path takes one look for each directory above it. */
export function ruling(selection: FileSelection): (path: string) => boolean | undefined {
	const rules = new Map(selection.map(({path, isWanted}) => [path, isWanted]));
	rules.delete('');
	return path => {
		// A feed may hold a path that begins with a slash: it stops where nothing is left in front of one.
		for (let end = path.length; rules.size > 0 && end > 0; end = path.lastIndexOf('/', end - 1)) {
			const isWanted = rules.get(path.slice(0, end));
			if (isWanted !== undefined) {
				return isWanted;
			}
		}

		return undefined;
	};
}

/** Whether something below a directory is decided otherwise than the directory itself. */
export function isMixed(selection: FileSelection, path: string): boolean {
	const isWanted = isSelected(selection, path);
	return selection.some(rule => rule.isWanted !== isWanted && isWithin(rule.path, path));
}

/** Wants a path, and all below it, or not any more. What the rules above it say already takes no rule of its own. */
export function select(selection: FileSelection, path: string, isWanted: boolean): FileSelection {
	const others = selection.filter(rule => !isWithin(rule.path, path));
	return path !== '' && isSelected(others, path) === isWanted ? others : [...others, {path, isWanted}];
}

/** Whether a path is this one or lies below it; everything lies below the empty one. */
function isWithin(path: string, above: string): boolean {
	return above === '' || path === above || path.startsWith(`${above}/`);
}
