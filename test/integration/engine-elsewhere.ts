import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import {openApp} from '../../source/app/app.ts';
import {parseShareKey} from '../../source/link/share-key.ts';
import {twoEngines} from '../helpers/two-engines.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('what another process has received is complete here when it lets go of it', {timeout: 60_000}, async t => {
	const {folder, bootstrap, sharer, receiver} = await twoEngines(t);
	const from = path.join(folder, 'from');
	await writeTree(from, {'a.txt': 'a', 'sub/b.txt': 'bb'});
	const shared = await sharer.engine.share([from], {asksFirst: false});
	const {key} = await sharer.until(shared, 'waiting');
	// As another process would, which may be over before the engine looks again.
	const app = await openApp({store: path.join(folder, 'store receiver'), bootstrap});
	try {
		await app.get(parseShareKey(key), {
			directory: path.join(folder, 'to'), only: [], existing: 'keep-both', stay: false, confirm: async () => true, signal: new AbortController().signal, onEvent: () => undefined,
		});
	} finally {
		await app.close();
	}

	const {shares: [share]} = await receiver.untilState(({shares}) => shares[0]?.status === 'finished');
	const {files, bytes, totalFiles, totalBytes, version, pid, places} = share!;
	assert.deepEqual({
		files, bytes, totalFiles, totalBytes, version, pid, places,
	}, {
		files: 2, bytes: 3, totalFiles: 2, totalBytes: 3, version: 1, pid: undefined, places: [path.join(folder, 'to')],
	});
	await receiver.engine.resume(share!.id);
	await receiver.until(share!.id, 'serving');
	await receiver.engine.pause(share!.id);
	await receiver.until(share!.id, 'finished');
});
