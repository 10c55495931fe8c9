/**
Does a symlink of a share, created at `linkPath` with this target, lead to a place inside the share whatever the other links are?

The target is only read as text; it may not exist. `linkPath` has passed PathGate, so the directories above it are real. `isLink` says whether a path is a symlink of the share, as the destination's file system compares names (`PathGate.isSymlink`).

Up to the first link that it passes, a target goes where its text says, so `..` can be counted. Behind a link the physical place is unknown: going down from there is fine, since that link was held to this same rule and stays inside; going up with `..` is not, since it may leave from a place far higher than the text shows.

A backslash separates on Windows and is a plain character elsewhere: both readings must stay inside.
*/
export function linkStaysInside(linkPath: string, target: string, isLink: (path: string) => boolean): boolean {
	if (target === '' || target.includes('\0') || /^(?:[\/\\]|[a-z]:)/iv.test(target)) {
		return false;
	}

	return [/\//v, /[\/\\]/v].every(separator => walkStaysInside(linkPath, target.split(separator), isLink));
}

function walkStaysInside(linkPath: string, steps: readonly string[], isLink: (path: string) => boolean): boolean {
	const place = linkPath.split('/').slice(0, -1);
	let behindLink = false;

	for (const step of steps) {
		if (step === '..') {
			if (behindLink || place.length === 0) {
				return false;
			}

			place.pop();
		} else if (step !== '' && step !== '.') {
			place.push(step);
			behindLink ||= isLink(place.join('/'));
		}
	}

	return true;
}
