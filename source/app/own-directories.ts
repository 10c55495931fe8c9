import type {OwnDirectories} from '../folder/make-directories.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {matchesSignature} from '../storage/stored-file.ts';

/**
The directories that a share's receiver made, also in earlier runs: they have rows with nothing in them.

@param isMirror - whatever stands in the way of one is as good as ferry's own.
*/
export function ownDirectories(known: KnownFiles, {isMirror = false} = {}): OwnDirectories {
	return {
		has(directory) {
			const row = known.get(directory);
			return row !== undefined && row.placedAs === undefined && row.signature === undefined;
		},
		add(directory) {
			known.set(directory, {placedAs: undefined, signature: undefined});
		},
		isOwnFile(directory, found) {
			const row = known.get(directory);
			return isMirror ? !found.isDirectory() : row?.signature !== undefined && row.placedAs === undefined && matchesSignature(found, row.signature);
		},
	};
}
