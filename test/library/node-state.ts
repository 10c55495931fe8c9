import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {loadNodeState, saveNodeState} from '../../source/library/node-state.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const state = {nodes: [{host: '192.0.2.1', port: 49_737}]};

test('what a node knew is there the next time', async t => {
	const folder = await temporaryFolder(t);
	assert.deepEqual(await loadNodeState(folder), {nodes: []});
	await saveNodeState(folder, state);
	assert.deepEqual(await loadNodeState(folder), state);
});

test('what can’t be understood is as if nothing was known', async t => {
	const folder = await temporaryFolder(t);
	for (const text of ['', '{', '[]', 'null', '{"nodes": 1}', '{"nodes": [{"host": 1, "port": 2}]}', '{"nodes": [null]}']) {
		await writeFile(path.join(folder, 'node.json'), text);
		assert.deepEqual(await loadNodeState(folder), {nodes: []}, text);
	}
});
