import assert from 'node:assert/strict';
import test from 'node:test';
import type {FerryEvent} from '../../source/app/events.ts';
import {dialFailure, type DialFailure} from '../../source/network/dial-reason.ts';
import {warnWhenUnreachable} from '../../source/app/warn-when-unreachable.ts';
import {mockTimers} from '../helpers/mock-timers.ts';

const others = {bootstrap: undefined, connected: 0, onDialFailed: () => () => undefined};

test('that nobody of the DHT answers is said once, and not when somebody does or nobody waits', t => {
	mockTimers(t, ['setTimeout']);
	const events: FerryEvent[] = [];
	const onEvent = (event: FerryEvent): void => {
		events.push(event);
	};

	warnWhenUnreachable({isDhtReachable: true, isOnLan: false, ...others}, onEvent);
	warnWhenUnreachable({isDhtReachable: false, isOnLan: true, ...others}, onEvent)();
	t.mock.timers.tick(100_000);
	assert.deepEqual(events, []);
	warnWhenUnreachable({isDhtReachable: false, isOnLan: false, ...others}, onEvent);
	t.mock.timers.tick(9999);
	assert.deepEqual(events, []);
	t.mock.timers.tick(100_000);
	assert.deepEqual(events.map(({type}) => type), ['warning']);
});

test('where there is a local network, it is said that peers are still found there', t => {
	mockTimers(t, ['setTimeout']);
	const messages: string[] = [];
	warnWhenUnreachable({isDhtReachable: false, isOnLan: true, ...others}, event => {
		messages.push(event.type === 'warning' ? event.message : event.type);
	});
	t.mock.timers.tick(10_000);
	assert.match(messages.join(''), /in the local network only/v);
});

test('nodes of one’s own that don’t answer are named, and whether they run is asked', t => {
	mockTimers(t, ['setTimeout']);
	const messages: string[] = [];
	warnWhenUnreachable({
		...others, isDhtReachable: false, isOnLan: false, bootstrap: ['10.0.0.1:49737', '10.0.0.2:49737'],
	}, event => {
		messages.push(event.type === 'warning' ? event.message : event.type);
	});
	t.mock.timers.tick(10_000);
	assert.match(messages.join(''), /at 10\.0\.0\.1:49737, 10\.0\.0\.2:49737, so nobody.*“ferry node” run there/v);
});

test('that there is no way to a peer is said once, unless somebody else is connected, and not what may pass', () => {
	let tell: (failure: DialFailure) => void = () => undefined;
	const connections = {
		bootstrap: undefined,
		isDhtReachable: true,
		isOnLan: false,
		connected: 0,
		onDialFailed(listener: typeof tell) {
			tell = listener;
			return () => {
				tell = () => undefined;
			};
		},
	};
	const codes: string[] = [];
	const stop = warnWhenUnreachable(connections, event => {
		codes.push(event.type === 'warning' ? event.code : event.type);
	});
	tell(dialFailure('PEER_NOT_FOUND'));
	connections.connected = 1;
	tell(dialFailure('HOLEPUNCH_ABORTED'));
	assert.deepEqual(codes, []);
	connections.connected = 0;
	tell(dialFailure('HOLEPUNCH_ABORTED'));
	tell(dialFailure('CANNOT_HOLEPUNCH'));
	assert.deepEqual(codes, ['no-direct-way']);
	stop();
	tell(dialFailure('RELAY_ABORTED'));
	assert.deepEqual(codes, ['no-direct-way']);
});
