import picomatch from 'picomatch';
import {everything, selector, type FileSelection} from './file-selection.ts';

/** Whether a path is one that the user asked for: with globs those that match, or are called just like one, also everything in a folder that does; without any, all. What a selection leaves out is left out all the same. */
export function chooser(globs: readonly string[], selection: FileSelection = everything): (path: string) => boolean {
	const isSelected = selector(selection);
	if (globs.length === 0) {
		return isSelected;
	}

	const patterns = globs.map(glob => glob.replace(/\/+$/v, ''));
	// `s`: a name may hold a line break.
	const matches = picomatch(patterns.flatMap(pattern => [pattern, `${pattern}/**`]), {dot: true, flags: 's'});
	return path => isSelected(path) && (matches(path) || patterns.some(pattern => path === pattern || path.startsWith(`${pattern}/`)));
}
