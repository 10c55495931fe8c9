import assert from 'node:assert/strict';
import test from 'node:test';
import {everyEvent, everyResult} from '../helpers/every-event.ts';
import {runCommand} from '../helpers/run-command.ts';

for (const command of ['ls', 'log', 'diff']) {
	test(`${command} says nothing of who is connected, and how, but to programs`, async () => {
		const look = async function * (...arguments_: readonly unknown[]) {
			const {onEvent} = arguments_.at(-1) as {readonly onEvent: (event: unknown) => void};
			for (const type of ['peer-connected', 'peer-route', 'warning', 'peer-disconnected'] as const) {
				onEvent(everyEvent[type]);
			}

			const {type, ...found} = everyResult[command === 'log' ? 'log' : 'entry'];
			yield command === 'diff' ? everyResult.difference : found;
		};

		const words = [command, '07'.repeat(32), ...(command === 'diff' ? ['1'] : [])];
		const plain = await runCommand(words, {app: {[command]: look}});
		assert.equal(plain.error, 'Warning: A folder could not be synced.\n');
		const json = await runCommand([...words, '--json'], {app: {[command]: look}});
		assert.deepEqual(json.output.match(/"event":"peer-\w+"/gv)?.length, 3);
	});
}
