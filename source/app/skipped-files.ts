import type {FileEntry} from '../feed/entry.ts';

/** Files of a share in whose places something else stands and stays: they are not received, and belong to nothing that is still to come. */
export class SkippedFiles {
	readonly total = {files: 0, bytes: 0};
	readonly #sizes = new Map<string, number>();

	has(path: string): boolean {
		return this.#sizes.has(path);
	}

	/** Skips a file from now on. Another entry of the same path takes the place of the one before. */
	add({path, size}: Pick<FileEntry, 'path' | 'size'>): void {
		this.total.files += this.has(path) ? 0 : 1;
		this.total.bytes += size - (this.#sizes.get(path) ?? 0);
		this.#sizes.set(path, size);
	}

	/** Whether a file is skipped, which an index has, maybe with another size than before. */
	takes(entry: Pick<FileEntry, 'path' | 'size'>): boolean {
		const isSkipped = this.has(entry.path);
		if (isSkipped) {
			this.add(entry);
		}

		return isSkipped;
	}
}
