import assert from 'node:assert/strict';
import test from 'node:test';
import {runCommand} from '../helpers/run-command.ts';

test('removing tells what was freed', async () => {
	const removed: Uint8Array[] = [];
	const app = {
		async remove(key: Uint8Array) {
			removed.push(new Uint8Array(key));
			return {bytesFreed: 90_000};
		},
	};
	const plain = await runCommand(['remove', '07'.repeat(32)], {app});
	assert.equal(plain.error, 'The share is forgotten; 90 kB freed. Your files are as they were.\n');
	assert.equal(plain.output, '');
	const json = await runCommand(['remove', '07'.repeat(32), '--json'], {app});
	assert.equal(json.output, '{"event":"removed","bytesFreed":90000}\n');
	assert.deepEqual(removed, [new Uint8Array(32).fill(7), new Uint8Array(32).fill(7)]);
});
