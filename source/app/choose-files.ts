import picomatch from 'picomatch';
import {
	everything, isSelected, ruling, selector, type FileSelection,
} from './file-selection.ts';

/** Whether a path is one that the user asked for: with globs those that match, or are called just like one, also everything in a folder that does; without any, all. Where a rule of the selection decides, globs don't. */
export function chooser(globs: readonly string[], selection: FileSelection = everything): (path: string) => boolean {
	if (globs.length === 0 || !isSelected(selection, '')) {
		return selector(selection);
	}

	const ruled = ruling(selection);
	const patterns = globs.map(glob => normalGlob(glob));
	// `s`: a name may hold a line break.
	const matches = picomatch(patterns.flatMap(pattern => [pattern, `${pattern}/**`]), {dot: true, flags: 's'});
	return path => ruled(path) ?? (matches(path) || patterns.some(pattern => path === pattern || path.startsWith(`${pattern}/`)));
}

/** A glob without the slashes at its end. */
export function normalGlob(glob: string): string {
	return glob.replace(/\/+$/v, '');
}
