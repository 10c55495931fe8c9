import path from 'node:path';
import type {Extent} from '../feed/entry.ts';
import type {Root} from '../folder/roots.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {noSignature, type Signature, type StoredFile} from '../storage/stored-file.ts';

/** What all files of a share have in common. */
export type SourceFolder = {
	readonly roots: readonly Root[];
	/** Where what files looked like is recorded. */
	readonly known: KnownFiles;
};

/** What few files have, or only for a while: as fields they would take 16 MB of a million files. */
const otherRuns = new WeakMap<SourceFile, readonly Extent[]>();
const signatures = new WeakMap<SourceFile, Signature>();

/** A shared file of the user's whose blocks are offered. Where it is, and what it looked like, is put together when somebody asks: for a million files it would take 250 MB. */
export class SourceFile implements StoredFile {
	readonly path: string;
	readonly #folder: SourceFolder;
	/** Its only run, or where it has more, the first of them. */
	#block = 0;
	#offset = 0;
	#length = 0;

	constructor(folder: SourceFolder, path: string) {
		this.path = path;
		this.#folder = folder;
	}

	get state(): 'whole' {
		return 'whole';
	}

	get missing(): 0 {
		return 0;
	}

	/** Where its bytes stand in the feed. */
	get extents(): readonly Extent[] {
		return this.#length === 0 ? [] : [{block: this.#block, offset: this.#offset, length: this.#length}, ...otherRuns.get(this) ?? []];
	}

	get place(): string {
		return sourcePlace(this.path, this.#folder.roots)!;
	}

	get signature(): Signature {
		return signatures.get(this) ?? this.#folder.known.get(this.path)?.signature ?? noSignature;
	}

	/** Says what it holds, and what it looked like then; undefined: as it is recorded. */
	holds([first, ...others]: readonly Extent[], signature: Signature | undefined): void {
		this.#block = first?.block ?? 0;
		this.#offset = first?.offset ?? 0;
		this.#length = first?.length ?? 0;
		keep(otherRuns, this, others.length > 0 ? others : undefined);
		keep(signatures, this, signature);
	}

	/** From now on what it looked like is on record. */
	remembered(): void {
		signatures.delete(this);
	}

	/** It is not offered any more: what will be recorded for its path is another file, and whoever still reads this one must not take that for it. */
	leave(): void {
		signatures.set(this, noSignature);
	}
}

function keep<Value>(values: WeakMap<SourceFile, Value>, file: SourceFile, value: Value | undefined): void {
	if (value === undefined) {
		values.delete(file);
	} else {
		values.set(file, value);
	}
}

/** Where an entry of a share stands among the paths that the user shares, absolute; undefined when it is in none of them. */
export function sourcePlace(entryPath: string, roots: readonly Root[]): string | undefined {
	const root = roots.find(({name}) => name === '' || name === entryPath || entryPath.startsWith(`${name}/`));
	return root && path.join(root.place, root.name === '' ? entryPath : entryPath.slice(root.name.length));
}
