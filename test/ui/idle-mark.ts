import assert from 'node:assert/strict';
import test from 'node:test';
import {createBusy} from '../../source/ui/busy.ts';
import {markIdle} from '../../source/ui/idle-mark.ts';

test('the mark comes when all is drawn and nothing goes on', async () => {
	const busy = createBusy();
	const written: string[] = [];
	const drawn = async (): Promise<void> => {
		written.push('drawn');
	};

	const onFrame = markIdle({
		busy, taken: () => 3, drawn, write(text) {
			written.push(text);
		},
	});
	const end = busy.begin();
	onFrame();
	await new Promise(setImmediate);
	assert.deepEqual(written, ['drawn']);
	end();
	await new Promise(setImmediate);
	assert.deepEqual(written, ['drawn', 'drawn', '\u{1B}]7777;idle;3\u{7}']);
});

test('what is drawn for a key is waited for also while an earlier frame is', async () => {
	const busy = createBusy();
	const written: string[] = [];
	const drawings: Array<() => void> = [];
	let taken = 0;
	const onFrame = markIdle({
		busy,
		taken: () => taken,
		drawn: async () => new Promise(resolve => {
			drawings.push(resolve);
		}),
		write(text) {
			written.push(text);
		},
	});
	onFrame();
	const end = busy.begin();
	taken++;
	end();
	drawings[0]!();
	await new Promise(setImmediate);
	assert.deepEqual([drawings.length, written], [2, []]);
	drawings[1]!();
	await new Promise(setImmediate);
	assert.deepEqual(written, ['\u{1B}]7777;idle;1\u{7}']);
});
