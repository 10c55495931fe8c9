import type {KnownFiles} from '../storage/known-files.ts';
import type {ReceivePlan} from './receive-plan.ts';

type Planned = Pick<ReceivePlan, 'files'>;

/** The directories of a destination in which parts may have been left: those of what was received, and of what is planned. */
export function partDirectories({files}: Planned, known: KnownFiles): ReadonlySet<string> {
	const directories = new Set(['']);
	for (const {path, isWhole} of known.all()) {
		directories.add(isWhole ? parentOf(path) : path);
	}

	for (const {path} of files) {
		directories.add(parentOf(path));
	}

	return directories;
}

/** Tells places where the part of a planned file stands, or will. */
export function partsOf({files}: Planned): (place: string) => boolean {
	let places: Set<string> | undefined;
	return place => {
		// For a hundred thousand files they are put together only when a part is found.
		places ??= new Set([...files].filter(({state}) => state === 'part').map(({partPlace}) => partPlace));
		return places.has(place);
	};
}

function parentOf(path: string): string {
	return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
