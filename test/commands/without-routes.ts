import assert from 'node:assert/strict';
import test from 'node:test';
import type {OnEvent} from '../../source/app/events.ts';
import {everyEvent, everyResult} from '../helpers/every-event.ts';
import {type FakeApp, runCommand} from '../helpers/run-command.ts';

const key = '07'.repeat(32);

function meet(onEvent: OnEvent): void {
	for (const type of ['peer-connected', 'peer-route', 'warning', 'peer-disconnected'] as const) {
		onEvent(everyEvent[type]);
	}
}

const app: FakeApp = {
	async * ls(_key, _path, {onEvent}) {
		meet(onEvent);
		const {type, ...entry} = everyResult.entry;
		yield entry;
	},
	async * log(_key, {onEvent}) {
		meet(onEvent);
		const {type, ...version} = everyResult.log;
		yield version;
	},
	async * diff(_key, _versions, {onEvent}) {
		meet(onEvent);
		yield everyResult.difference;
	},
};

for (const words of [['ls', key], ['log', key], ['diff', key, '1']]) {
	test(`${words[0]} says nothing of who is connected, and how, but to programs`, async () => {
		const plain = await runCommand(words, {app});
		assert.equal(plain.error, 'Warning: A folder could not be synced.\n');
		const json = await runCommand([...words, '--json'], {app});
		assert.equal(json.output.match(/"event":"peer-\w+"/gv)?.length, 3);
	});
}
