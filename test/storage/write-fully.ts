import assert from 'node:assert/strict';
import {open, readFile} from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';
import {writeFully, writeFullyOnPool} from '../../source/storage/write-fully.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('bytes are written where they belong, on the thread and on the pool', async t => {
	const place = path.join(await temporaryFolder(t), 'file');
	const handle = await open(place, 'w');
	try {
		writeFully(handle.fd, Uint8Array.of(4, 5), 3);
		await writeFullyOnPool(handle, Uint8Array.of(1, 2, 3), 0);
	} finally {
		await handle.close();
	}

	assert.deepEqual([...await readFile(place)], [1, 2, 3, 4, 5]);
});
