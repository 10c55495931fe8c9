import type {OwnDirectories} from '../folder/make-directories.ts';
import type {KnownFiles} from '../storage/known-files.ts';

/** The directories that a share's receiver made, also in earlier runs: they have rows with nothing in them. */
export function ownDirectories(known: KnownFiles): OwnDirectories {
	return {
		has(directory) {
			const row = known.get(directory);
			return row !== undefined && row.placedAs === undefined && row.signature === undefined;
		},
		add(directory) {
			known.set(directory, {placedAs: undefined, signature: undefined});
		},
	};
}
