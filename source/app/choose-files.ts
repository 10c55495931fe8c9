import picomatch from 'picomatch';
import {
	everything, isSelected, ruling, selector, type FileSelection,
} from './file-selection.ts';

/** Whether a path is one that the user asked for: with globs those that match, or are called just like one, also everything in a folder that does; without any, all. As in a `.gitignore`, a glob without a slash holds at every depth, and one that begins with a slash, or has one within, from the top of the share. Where a rule of the selection decides, globs don't. */
export function chooser(globs: readonly string[], selection: FileSelection = everything): (path: string) => boolean {
	if (globs.length === 0 || !isSelected(selection, '')) {
		return selector(selection);
	}

	const ruled = ruling(selection);
	const patterns = globs.map(glob => parseGlob(glob));
	// `s`: a name may hold a line break.
	const matches = picomatch(patterns.flatMap(({pattern, isDeep}) => [pattern, `${pattern}/**`].map(each => isDeep ? `**/${each}` : each)), {dot: true, flags: 's'});
	return path => ruled(path) ?? (matches(path) || patterns.some(({pattern, isDeep}) => isCalled(path, pattern) || (isDeep && `/${path}/`.includes(`/${pattern}/`))));
}

function parseGlob(glob: string): {readonly pattern: string; readonly isDeep: boolean} {
	const normal = normalGlob(glob);
	return {pattern: normal.replace(/^\//v, ''), isDeep: !normal.includes('/')};
}

/** Whether a path is just what a glob is as text, or lies below it. */
function isCalled(path: string, pattern: string): boolean {
	return path === pattern || path.startsWith(`${pattern}/`);
}

/** A glob without the slashes at its end. */
export function normalGlob(glob: string): string {
	return glob.replace(/\/+$/v, '');
}
