import assert from 'node:assert/strict';
import test from 'node:test';
import {createBusy} from '../../source/ui/busy.ts';
import {createKeyHub} from '../../source/ui/key-hub.ts';

test('fields come before screens, and those before what works everywhere', async () => {
	const busy = createBusy();
	const hub = createKeyHub(busy);
	const seen: string[] = [];
	const listen = (layer: 'field' | 'screen' | 'everywhere', taken: string): void => {
		hub.onKey(layer, ({key}) => {
			seen.push(`${layer} ${key}`);
			return key === taken;
		});
	};

	listen('everywhere', 'q');
	listen('screen', 's');
	listen('field', 'f');
	const idle = new Promise<void>(resolve => {
		busy.onIdle(resolve);
	});
	hub.press(['f', 's', 'q'].map(key => ({key, text: key})));
	await idle;
	assert.deepEqual(seen, ['field f', 'field s', 'screen s', 'field q', 'screen q', 'everywhere q']);
});

test('the next key waits until what the last one opened is listening', async () => {
	const busy = createBusy();
	const hub = createKeyHub(busy);
	const seen: string[] = [];
	hub.onKey('screen', ({key}) => {
		seen.push(`screen ${key}`);
		setImmediate(() => {
			hub.onKey('field', press => {
				seen.push(`field ${press.key}`);
				return true;
			});
		});
		return true;
	});
	hub.press([{key: 'g', text: 'g'}, {key: 'x', text: 'x'}]);
	hub.paste('not for a field');
	assert.ok(!busy.isIdle());
	await new Promise<void>(resolve => {
		busy.onIdle(resolve);
	});
	assert.deepEqual(seen, ['screen g', 'field x']);
});

test('it counts how often it was called, however many keys came at once', () => {
	const hub = createKeyHub(createBusy());
	hub.press([{key: 'a', text: 'a'}, {key: 'b', text: 'b'}]);
	hub.press([]);
	hub.paste('text');
	assert.equal(hub.taken(), 3);
});
