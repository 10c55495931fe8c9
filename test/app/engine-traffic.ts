import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {EngineStore} from '../../source/app/engine-store.ts';
import {EngineTraffic} from '../../source/app/engine-traffic.ts';
import {newShareModel, shareStateOf} from '../../source/app/share-model.ts';
import {ShareRunner} from '../../source/app/share-runner.ts';
import {mockTimers} from '../helpers/mock-timers.ts';
import {emptyState} from '../helpers/fake-engine.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';

const blockSize = 262_144;

test('blocks that arrive and leave tell nobody anything: only the next look at the counters does, once', async t => {
	const {download, upload, told, pass, store} = await setUp(t);
	pass(500);
	const before = told();
	for (let block = 0; block < 10_000; block++) {
		download(blockSize);
		upload(1000);
	}

	pass(499);
	assert.equal(told(), before, 'ten thousand blocks, and no screen is told of one');
	pass(1);
	assert.equal(told(), before + 1);
	const {shares: [share], network} = store.getState();
	assert.equal(share?.uploadedBytes, 10_000_000);
	assert.ok(share.download > 0);
	assert.deepEqual([network.download, network.upload], [share.download, share.upload]);
});

test('while nothing passes, shares stay what they are', async t => {
	const {download, pass, store} = await setUp(t);
	pass(1000);
	download(blockSize);
	pass(1000);
	assert.ok(store.getState().shares[0]!.download > 0);
	// The speed falls for a while.
	pass(60_000);
	const {shares} = store.getState();
	assert.equal(shares[0]?.download, 0);
	pass(5000);
	assert.equal(store.getState().shares, shares);
});

test('the history has one figure a second, of the last minute', async t => {
	const {download, pass, store} = await setUp(t);
	for (let second = 1; second <= 100; second++) {
		download(1000);
		pass(1000);
		assert.equal(store.getState().network.downloadHistory.length, Math.min(second, 60));
	}

	assert.ok(store.getState().network.downloadHistory.every(speed => speed > 0));
});

test('what was closed is counted no more', async t => {
	const {core, download, pass, store} = await setUp(t);
	core.emit('close');
	download(blockSize);
	pass(1000);
	assert.equal(store.getState().network.download, 0);
});

test('a network is called unreachable when nobody has answered for ten seconds, and online as soon as somebody does', async t => {
	const {pass, reach, store} = await setUp(t);
	reach.now = false;
	const statuses = Array.from({length: 22}, () => {
		pass(500);
		return store.getState().network.status;
	});
	assert.deepEqual([statuses[0], statuses[19], statuses[20]], ['connecting', 'connecting', 'unreachable']);
	assert.match(store.getState().network.reason ?? '', /firewall/v);
	reach.now = true;
	pass(500);
	assert.deepEqual([store.getState().network.status, store.getState().network.reason], ['online', undefined]);
});

/** One share whose feed tells of blocks, and a store behind it as the engine has it. */
async function setUp(t: TestContext) {
	const core = await memoryFeed(t);
	mockTimers(t, ['setInterval', 'setTimeout', 'Date']);
	let now = 0;
	t.mock.method(performance, 'now', () => now);
	const reach: {now: boolean | undefined} = {now: true};
	const runner: ShareRunner = new ShareRunner(newShareModel({id: '1', direction: 'receiving'}), () => {
		store.sharesChanged();
	});
	let shown = [shareStateOf(runner.model, {isReachable: true})];
	let {model} = runner;
	const store: EngineStore = new EngineStore(emptyState, () => {
		if (runner.model !== model) {
			model = runner.model;
			shown = [shareStateOf(model, {isReachable: true})];
		}

		return shown;
	});
	const traffic = new EngineTraffic({
		shares: () => [{runner: {open: {core}, change: runner.change.bind(runner)}}],
		isReachable: () => reach.now,
		onSample(state) {
			store.update({network: state});
		},
	});
	traffic.watch({core});
	t.after(() => {
		traffic.close();
	});
	let count = 0;
	store.subscribe(() => {
		count++;
	});
	return {
		core,
		store,
		reach,
		told: () => count,
		download(bytes: number) {
			Reflect.apply(core.emit, core, ['download', 0, bytes]);
		},
		upload(bytes: number) {
			Reflect.apply(core.emit, core, ['upload', 0, bytes]);
		},
		pass(milliseconds: number) {
			for (let passed = 0; passed < milliseconds; passed++) {
				now++;
				t.mock.timers.tick(1);
			}
		},
	};
}
