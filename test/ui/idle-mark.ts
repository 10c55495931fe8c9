import assert from 'node:assert/strict';
import test from 'node:test';
import {createBusy} from '../../source/ui/busy.ts';
import {idleMark, markIdle} from '../../source/ui/idle-mark.ts';

test('the mark comes when all is drawn and nothing goes on', async () => {
	const busy = createBusy();
	const written: string[] = [];
	const drawn = async (): Promise<void> => {
		written.push('drawn');
	};

	const onFrame = markIdle({
		busy, drawn, write(text) {
			written.push(text);
		},
	});
	const end = busy.begin();
	onFrame();
	await new Promise(setImmediate);
	assert.deepEqual(written, ['drawn']);
	end();
	await new Promise(setImmediate);
	assert.deepEqual(written, ['drawn', 'drawn', idleMark]);
});
