import assert from 'node:assert/strict';
import test from 'node:test';
import type {FerryEvent} from '../../source/app/events.ts';
import {warnWhenUnreachable} from '../../source/app/warn-when-unreachable.ts';

test('that nobody of the DHT answers is said once, and not when somebody does or nobody waits', t => {
	t.mock.timers.enable({apis: ['setTimeout']});
	const events: FerryEvent[] = [];
	const onEvent = (event: FerryEvent): void => {
		events.push(event);
	};

	warnWhenUnreachable({isReachable: true}, onEvent);
	warnWhenUnreachable({isReachable: false}, onEvent)();
	t.mock.timers.tick(100_000);
	assert.deepEqual(events, []);
	warnWhenUnreachable({isReachable: false}, onEvent);
	t.mock.timers.tick(9999);
	assert.deepEqual(events, []);
	t.mock.timers.tick(100_000);
	assert.deepEqual(events.map(({type}) => type), ['warning']);
});
