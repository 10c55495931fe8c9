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

	warnWhenUnreachable({isDhtReachable: true, isOnLan: false}, onEvent);
	warnWhenUnreachable({isDhtReachable: false, isOnLan: true}, onEvent)();
	t.mock.timers.tick(100_000);
	assert.deepEqual(events, []);
	warnWhenUnreachable({isDhtReachable: false, isOnLan: false}, onEvent);
	t.mock.timers.tick(9999);
	assert.deepEqual(events, []);
	t.mock.timers.tick(100_000);
	assert.deepEqual(events.map(({type}) => type), ['warning']);
});

test('where there is a local network, it is said that peers are still found there', t => {
	t.mock.timers.enable({apis: ['setTimeout']});
	const messages: string[] = [];
	warnWhenUnreachable({isDhtReachable: false, isOnLan: true}, event => {
		messages.push(event.type === 'warning' ? event.message : event.type);
	});
	t.mock.timers.tick(10_000);
	assert.match(messages.join(''), /in the local network only/v);
});
