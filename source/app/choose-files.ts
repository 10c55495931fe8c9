import picomatch from 'picomatch';

/** Whether a path is one that the user asked for: with globs those that match, or are called just like one, also everything in a folder that does; without any, all. */
export function chooser(globs: readonly string[]): (path: string) => boolean {
	if (globs.length === 0) {
		return () => true;
	}

	const patterns = globs.map(glob => glob.replace(/\/+$/v, ''));
	// `s`: a name may hold a line break.
	const matches = picomatch(patterns.flatMap(pattern => [pattern, `${pattern}/**`]), {dot: true, flags: 's'});
	return path => matches(path) || patterns.some(pattern => path === pattern || path.startsWith(`${pattern}/`));
}
