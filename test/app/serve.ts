import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import type {FerryEvent} from '../../source/app/events.ts';
import {reportUploads, serveUntilStopped, watchPeers} from '../../source/app/serve.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';
import {waitFor} from '../helpers/wait-for.ts';

test('peers are named by their keys as they come and go, until nobody watches any more', async t => {
	const {source, copy} = await feeds(t);
	const events: FerryEvent[] = [];
	const stop = watchPeers(source, event => {
		events.push(event);
	});
	const stream = await connectFeeds(t, source, copy);
	const peer = Buffer.from(stream.remotePublicKey).toString('hex');
	await waitFor(source, 'peer-add', () => source.peers[0]);
	stream.destroy();
	await waitFor(source, 'peer-remove', () => source.peers.length === 0 || undefined);
	assert.deepEqual(events, [{type: 'peer-connected', peer, route: 'tcp'}, {type: 'peer-disconnected', peer}]);

	stop();
	await connectFeeds(t, source, copy);
	await waitFor(source, 'peer-add', () => source.peers[0]);
	assert.equal(events.length, 2);
});

test('uploads are counted, and told once more at the end', async t => {
	const {source, copy} = await feeds(t);
	const events: FerryEvent[] = [];
	const stop = reportUploads(source, event => {
		events.push(event);
	});
	await connectFeeds(t, source, copy);
	await copy.get(0);
	await copy.get(1);
	stop();
	const last = events.at(-1);
	assert.ok(last?.type === 'serving');
	assert.deepEqual({bytes: last.bytes, peers: last.peers}, {bytes: source.byteLength, peers: 1});
	const told = events.length;
	await source.append(Buffer.from('three'));
	await copy.get(2);
	assert.equal(events.length, told);
	assert.deepEqual(source.listenerCount('upload'), 0);
});

test('serving lasts until the signal, and not at all when that came before', async t => {
	const {source} = await feeds(t);
	const controller = new AbortController();
	const events: FerryEvent[] = [];
	const options = {
		signal: controller.signal, onEvent(event: FerryEvent) {
			events.push(event);
		},
	};
	let isServing = true;
	const serving = serveUntilStopped(source, options).then(() => {
		isServing = false;
	});
	await source.update();
	assert.equal(isServing, true);
	controller.abort();
	await serving;
	await serveUntilStopped(source, options);
	assert.ok(events.length > 2 && events.every(({type}) => type === 'serving'));
});

async function feeds(t: TestContext): Promise<{readonly source: Hypercore; readonly copy: Hypercore}> {
	const source = await memoryFeed(t);
	await source.append([Buffer.from('one'), Buffer.from('two')]);
	return {source, copy: await memoryFeed(t, source.key)};
}
