import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {readTree} from './read-tree.ts';
import type {OpenSource} from './source-folder.ts';

/** The index says what is in the folder, and every block that it names gives its bytes. */
export async function checkSource(source: OpenSource, folder: string): Promise<void> {
	const tree = await readTree(folder);
	const entries = await source.entries();
	assert.deepEqual([...entries.keys()], [...tree.keys()]);
	for (const [path, entry] of entries) {
		assert.ok(entry.kind !== 'withheld', path);
		const {kind, mtime, size, mode, sha256, target} = tree.get(path)!;
		assert.deepEqual({kind: entry.kind, mtime: entry.mtime}, {kind, mtime}, path);
		if (entry.kind === 'symlink') {
			assert.equal(entry.target, target);
		} else {
			assert.equal(entry.mode, mode);
		}

		if (entry.kind === 'file') {
			assert.equal(entry.size, size);
			assert.equal(Buffer.from(entry.sha256!).toString('hex'), sha256, path);
			const content = await source.content(path);
			assert.equal(content?.length, size, path);
		}
	}
}
