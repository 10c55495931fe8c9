import assert from 'node:assert/strict';
import test from 'node:test';
import type {ShareStatus} from '../../source/app/engine-state.ts';
import type {FerryEvent} from '../../source/app/events.ts';
import {
	failShare, newShareModel, reduceShare, shareStateOf, type ShareModel, withoutRequest,
} from '../../source/app/share-model.ts';

const time = 1_700_000_000_000;
const peer = 'ab'.repeat(32);

function after(model: ShareModel, events: readonly FerryEvent[]): ShareModel {
	for (const event of events) {
		model = reduceShare(model, event, time);
	}

	return model;
}

function statusOf(model: ShareModel): ShareStatus {
	return shareStateOf(model, {isReachable: true}).status;
}

test('what is shared goes from opening to serving, and back to waiting', () => {
	let model = newShareModel({id: '1', direction: 'sharing', phase: 'opening'});
	const seen = [statusOf(model)];
	const steps: readonly FerryEvent[] = [
		{type: 'feed', key: 'ferry1key', name: 'photos'},
		{
			type: 'scanned', files: 2, directories: 1, symlinks: 0, bytes: 30, leftOut: 0, ignored: 0,
		},
		{
			type: 'reading', files: 1, bytes: 10, totalFiles: 2, totalBytes: 30, bytesPerSecond: 5,
		},
		{
			type: 'version', version: 1, files: 2, bytes: 30, leftOut: 0, changed: true,
		},
		{type: 'peer-connected', peer, route: 'tcp'},
		{type: 'source-changed', path: 'a', change: 'changed'},
		{
			type: 'version', version: 2, files: 2, bytes: 31, leftOut: 0, changed: true,
		},
		{type: 'peer-disconnected', peer},
	];
	for (const event of steps) {
		model = reduceShare(model, event, time);
		seen.push(statusOf(model));
	}

	assert.deepEqual(seen, ['starting', 'reading', 'reading', 'reading', 'waiting', 'serving', 'source-changed', 'serving', 'waiting']);
	const {key, name, version, files, bytes, totalBytes} = model;
	assert.deepEqual({
		key, name, version, files, bytes, totalBytes,
	}, {
		key: 'ferry1key', name: 'photos', version: 2, files: 2, bytes: 31, totalBytes: 31,
	});
});

test('a peer has everything until there is a newer version', () => {
	const delivered = after(newShareModel({id: '1', direction: 'sharing'}), [
		{
			type: 'delivered', peer, version: 1, files: 2, bytes: 30, everything: true,
		},
		{
			type: 'delivered', peer, version: 1, files: 2, bytes: 30, everything: true,
		},
	]);
	assert.deepEqual(delivered.delivered, [peer]);
	assert.deepEqual(after(delivered, [{
		type: 'version', version: 1, files: 2, bytes: 30, leftOut: 0, changed: false,
	}]).delivered, [peer]);
	assert.deepEqual(after(delivered, [{
		type: 'version', version: 2, files: 2, bytes: 30, leftOut: 0, changed: true,
	}]).delivered, []);
});

test('who has an older version has not all of the newest one, and what was delivered is told once', () => {
	const says = (version: number): FerryEvent => ({
		type: 'delivered', peer, version, files: 2, bytes: 30, everything: true,
	});
	const published = (version: number): FerryEvent => ({
		type: 'version', version, files: 2, bytes: 30, leftOut: 0, changed: true,
	});
	const told = ({activity}: ShareModel): readonly string[] => activity.map(({text}) => text).filter(text => text.startsWith('Delivered'));
	const first = after(newShareModel({id: '1', direction: 'sharing'}), [published(1), says(1), says(1), published(2), says(1)]);
	assert.deepEqual([first.delivered, first.satisfied, told(first).length], [[], [], 1]);
	const second = after(first, [says(2), says(1), says(2)]);
	assert.deepEqual([second.delivered, told(second).length], [[peer], 2]);
});

test('who picked some files has what it wanted, and not everything, until it picks the rest', () => {
	const says = (peer: string, everything: boolean): FerryEvent => ({
		type: 'delivered', peer, version: 1, files: 1, bytes: 1, everything,
	});
	const said = ({delivered, satisfied}: ShareModel): unknown => ({delivered, satisfied});
	const model = after(newShareModel({id: '1', direction: 'sharing'}), [says('a', false), says('b', false), says('a', false)]);
	assert.deepEqual(said(model), {delivered: [], satisfied: ['a', 'b']});
	const more = after(model, [says('a', true)]);
	assert.deepEqual(said(more), {delivered: ['a'], satisfied: ['b']});
	assert.deepEqual(said(after(more, [says('a', false)])), {delivered: [], satisfied: ['b', 'a']});
	assert.deepEqual(said(after(more, [{
		type: 'version', version: 2, files: 2, bytes: 30, leftOut: 0, changed: true,
	}])), {delivered: [], satisfied: []});
});

test('what is received says where it goes and how far it is', () => {
	const model = after(newShareModel({id: '1', direction: 'receiving', phase: 'opening'}), [
		{type: 'searching'},
		{type: 'peer-connected', peer, route: 'tcp'},
		{
			type: 'found', name: 'photos', kind: 'folder', files: 3, bytes: 90, reading: false, directory: '/photos',
		},
		{
			type: 'receiving', files: 1, bytes: 40, totalFiles: 3, totalBytes: 90, bytesPerSecond: 5, peers: 1,
		},
	]);
	assert.equal(statusOf(model), 'receiving');
	assert.deepEqual({
		places: model.places, files: model.files, bytes: model.bytes, totalBytes: model.totalBytes,
	}, {
		places: ['/photos'], files: 1, bytes: 40, totalBytes: 90,
	});
});

test('a full disk shows until there is room', () => {
	const full = after(newShareModel({
		id: '1', direction: 'receiving', phase: 'receiving', peers: 1,
	}), [{
		type: 'disk-full', neededBytes: 5, freeBytes: 1, place: '/disk',
	}]);
	assert.equal(statusOf(full), 'disk-full');
	assert.equal(statusOf(after(full, [{type: 'disk-has-room'}])), 'receiving');
});

test('a share that waits for its folder to come back has not stopped', () => {
	const model = after(newShareModel({
		id: '1', direction: 'sharing', phase: 'ready', version: 1,
	}), [
		{type: 'warning', code: 'source-away', message: 'There is no folder “a” any more. Ferry goes on when it is back.'},
	]);
	const waiting = shareStateOf(model, {isReachable: true});
	assert.deepEqual([waiting.status, waiting.awaitsSource], ['source-gone', true]);
	const stopped = shareStateOf(failShare(model, {code: 'path-missing', message: 'There is no “a”.', hint: 'Check.'}, time), {isReachable: true});
	assert.deepEqual([stopped.status, stopped.awaitsSource], ['source-gone', undefined]);
});

test('a failure says what to do next, in the state and in the history', () => {
	const model = failShare(newShareModel({
		id: '1', direction: 'sharing', phase: 'ready', peers: 4,
	}), {code: 'path-missing', message: 'There is no “a”.', hint: 'Check.'}, time);
	assert.equal(model.offer, undefined);
	const {status, problem, peers, activity} = shareStateOf(model, {isReachable: true});
	assert.equal(status, 'source-gone');
	assert.equal(problem?.hint, 'Check.');
	assert.equal(peers, 0);
	assert.deepEqual(activity, [{
		time, level: 'bad', text: 'There is no “a”.', hint: 'Check.',
	}]);
});

test('whoever has shared a folder that is gone is told to bring it back', () => {
	const model = failShare(newShareModel({id: '1', direction: 'sharing', version: 1}), {code: 'path-missing', message: 'There is no “a”.', hint: 'Check how the path is spelled.'}, time);
	assert.equal(model.problem?.hint, 'Bring it back, then resume the share.');
	assert.equal(model.activity[0]?.hint, 'Bring it back, then resume the share.');
});

test('what another process has is held and not failed', () => {
	assert.equal(statusOf(failShare(newShareModel({id: '1', direction: 'sharing'}), {code: 'share-in-use', message: 'In use.', hint: 'Wait.'}, time)), 'held');
});

test('a peer that asks is listed once until it is answered or gone, and those who ask over and over don’t push out the history', () => {
	let model = newShareModel({id: '1', direction: 'sharing'});
	model = reduceShare(model, {type: 'announced', key: 'ferry1'}, 1);
	for (let round = 0; round < 3; round++) {
		for (let peer = 0; peer < 100; peer++) {
			model = reduceShare(model, {type: 'peer-asks', peer: `peer ${peer}`, address: '192.0.2.1:1'}, 2);
		}
	}

	assert.equal(model.requests.length, 50);
	assert.equal(model.activity.length, 2);
	assert.equal(model.requests[0]?.peer, 'peer 0');
	model = withoutRequest(model, 'peer 0');
	assert.equal(model.requests.length, 49);
	assert.equal(withoutRequest(model, 'peer 0'), model);
});

test('no more than two hundred lines of history are kept, the newest', () => {
	const events = Array.from({length: 300}, (_, index): FerryEvent => ({type: 'left-out', path: String(index), reason: 'socket'}));
	const {activity} = after(newShareModel({id: '1', direction: 'sharing'}), events);
	assert.equal(activity.length, 200);
	assert.match(activity.at(-1)!.text, /299/v);
});

test('that a version is complete is told again only when something of it has come', () => {
	const received = (transferred: number, version = 1): FerryEvent => ({
		type: 'received', version, files: 2, bytes: 30, transferred, peers: [], directory: '/photos', notCreated: 0,
	});
	const told = (events: readonly FerryEvent[]): number => after(newShareModel({id: '1', direction: 'receiving'}), events).activity.length;
	assert.equal(told([received(0), received(0)]), 1);
	assert.equal(told([received(30), received(0), received(0, 2)]), 2);
	assert.equal(told([received(30), received(10)]), 2);
});

test('a newer version is told of until it is received, and is received as what was complete', () => {
	const complete: ShareModel = {
		...newShareModel({id: '1', direction: 'receiving'}), phase: 'ready', isComplete: true, version: 1, peers: 1,
	};
	const known = after(complete, [{type: 'newer-version', version: 2}, {type: 'newer-version', version: 3}]);
	assert.deepEqual([known.newerVersion, statusOf(known), known.activity.map(({text}) => text)], [3, 'serving', ['There is a newer version: 3']]);
	const receiving = after(known, [{
		type: 'receiving', files: 1, bytes: 10, totalFiles: 2, totalBytes: 30, bytesPerSecond: 5, peers: 1,
	}]);
	assert.deepEqual([statusOf(receiving), receiving.isComplete], ['receiving', false]);
	const received = after(receiving, [{
		type: 'received', version: 3, files: 2, bytes: 30, transferred: 20, peers: [], directory: '/to', notCreated: 0,
	}]);
	assert.deepEqual([received.newerVersion, received.version, statusOf(received)], [undefined, 3, 'serving']);
});
