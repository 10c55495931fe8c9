import assert from 'node:assert/strict';
import {test} from 'node:test';
import {partDirectories, partsOf} from '../../source/app/part-directories.ts';
import type {ReceivedFile} from '../../source/app/received-file.ts';
import {KnownFiles} from '../../source/storage/known-files.ts';
import {openDatabase} from '../helpers/database.ts';

test('parts are looked for where files were received, where directories were made, and where files are planned', t => {
	const known = new KnownFiles(openDatabase(t).sql);
	const signature = {
		size: 1, mtimeMs: 1, ctimeMs: 1, inode: 1,
	};
	known.set('received/file', {placedAs: undefined, signature});
	known.set('made', {placedAs: undefined, signature: undefined});
	assert.deepEqual([...partDirectories(planned(['top', 'part'], ['planned/deep/file', 'part']), known)].toSorted(), ['', 'made', 'planned/deep', 'received']);
});

test('the part of a planned file is one as long as the file has no name', () => {
	const isKept = partsOf(planned(['a', 'part'], ['b', 'whole']));
	assert.deepEqual(['/to/part of a', '/to/part of b', '/to/part of c'].map(place => isKept(place)), [true, false, false]);
});

function planned(...files: ReadonlyArray<readonly [path: string, state: ReceivedFile['state']]>): {readonly files: Iterable<ReceivedFile>} {
	// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- As much of a file as is looked at
	return {files: files.map(([path, state]) => ({path, state, partPlace: `/to/part of ${path}`})) as unknown as ReceivedFile[]};
}
