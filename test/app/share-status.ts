import assert from 'node:assert/strict';
import test from 'node:test';
import type {ShareStatus} from '../../source/app/engine-state.ts';
import {statusOf, type StatusFacts} from '../../source/app/share-status.ts';

const facts: StatusFacts = {
	phase: 'ready', direction: 'sharing', problem: undefined, peers: 0, isComplete: true, isLive: false, isDiskFull: false, isSourceChanged: false, isReachable: true,
};

const table: ReadonlyArray<readonly [title: string, change: Partial<StatusFacts>, status: ShareStatus]> = [
	['what nobody runs is paused', {phase: 'stopped'}, 'paused'],
	['what was received as a whole and is closed is finished', {phase: 'stopped', direction: 'receiving'}, 'finished'],
	['what was not received as a whole is paused', {phase: 'stopped', direction: 'receiving', isComplete: false}, 'paused'],
	['what is followed is paused, as more may come', {phase: 'stopped', direction: 'receiving', isLive: true}, 'paused'],
	['what is being opened is starting', {phase: 'opening'}, 'starting'],
	['another process holds it', {phase: 'held'}, 'held'],
	['its bytes are read again', {phase: 'verifying'}, 'verifying'],
	['an offer waits for the user', {phase: 'offered', direction: 'receiving', peers: 1}, 'offered'],
	['a failure stays one', {phase: 'failed', problem: {code: 'feed-malformed'}}, 'failed'],
	['a shared folder that is not there is gone', {phase: 'failed', problem: {code: 'path-missing'}}, 'source-gone'],
	['a search that the DHT has not heard of is connecting', {
		phase: 'searching', direction: 'receiving', isComplete: false, isReachable: false,
	}, 'connecting'],
	['a search waits for peers', {phase: 'searching', direction: 'receiving', isComplete: false}, 'waiting'],
	['a search for news of what is complete leaves it complete', {phase: 'searching', direction: 'receiving'}, 'complete'],
	['reading goes before serving', {phase: 'reading', peers: 2}, 'reading'],
	['reading stops for a full disk', {phase: 'reading', isDiskFull: true}, 'disk-full'],
	['what has peers is received', {
		phase: 'receiving', direction: 'receiving', isComplete: false, peers: 1,
	}, 'receiving'],
	['what has none waits for them', {phase: 'receiving', direction: 'receiving', isComplete: false}, 'waiting'],
	['receiving stops for a full disk', {
		phase: 'receiving', direction: 'receiving', isComplete: false, peers: 1, isDiskFull: true,
	}, 'disk-full'],
	['a share without peers waits for them', {}, 'waiting'],
	['a share that the DHT has not heard of is connecting', {isReachable: false}, 'connecting'],
	['a share with peers is served', {peers: 3}, 'serving'],
	['a changed file comes before serving', {peers: 3, isSourceChanged: true}, 'source-changed'],
	['what was received is complete', {direction: 'receiving'}, 'complete'],
	['what was received is served to whoever comes', {direction: 'receiving', peers: 1}, 'serving'],
];

for (const [title, change, status] of table) {
	test(title, () => {
		assert.equal(statusOf({...facts, ...change}), status);
	});
}
