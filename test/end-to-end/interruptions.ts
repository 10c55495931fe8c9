import assert from 'node:assert/strict';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {type Ferry, startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

const day = 86_400_000;
const movedClock = new URL('../fixtures/moved-clock.ts', import.meta.url).href;

test('a sharer, or a receiver, that is stopped in mid-transfer for longer than its peer waits goes on by itself when it is continued', async t => {
	// Both wait for the same timeout, so they do it at the same time.
	await Promise.all((['share', 'get'] as const).map(async stopped => {
		const {ferries: {share, get}, isSame} = await transfer(t, {bootstrap: await testnet(t)});
		const [asleep, awake] = stopped === 'share' ? [share, get] : [get, share];
		asleep.kill('SIGSTOP');
		t.after(() => {
			asleep.kill('SIGCONT');
		});
		const stoppedAt = performance.now();
		await awake.event('peer-disconnected');
		t.diagnostic(`${stopped}: given up after ${Math.round(performance.now() - stoppedAt)} ms`);
		assert.equal(get.events.some(({type}) => type === 'received'), false, 'It was stopped too late');
		asleep.kill('SIGCONT');
		assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout);
		await isSame();
	}));
});

test('clocks that are set a month forward and a day back in mid-transfer change nothing', async t => {
	const {ferries: {share, get}, isSame} = await transfer(t, {
		bootstrap: await testnet(t),
		share: {MOVED_CLOCK_LATER: `${-day}`},
		get: {MOVED_CLOCK_LATER: `${30 * day}`},
	});
	for (const ferry of [share, get]) {
		ferry.kill('SIGUSR2');
		await ferry.line(/^the clock was moved$/v);
	}

	assert.equal(get.events.some(({type}) => type === 'received'), false, 'They were moved too late');
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout);
	const types = get.events.map(({type}) => type);
	assert.equal(types.slice(0, types.indexOf('received')).includes('peer-disconnected'), false, get.stdout);
	await isSame();
});

test('two whose clocks differ by a year meet in a local network without any DHT', async t => {
	const {ferries: {get}, isSame} = await transfer(t, {
		bootstrap: undefined,
		share: {MOVED_CLOCK: `${-365 * day}`},
		get: {},
	});
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout);
	await isSame();
});

type TransferOptions = {
	/** Undefined: both are in a local network only. */
	readonly bootstrap: string | undefined;
	/** How the clocks of both are, and will be. */
	readonly share?: Readonly<Record<string, string>>;
	readonly get?: Readonly<Record<string, string>>;
};

/** A transfer between two processes that takes some seconds, of which a little is done. */
async function transfer(t: TestContext, {bootstrap, ...clocks}: TransferOptions): Promise<{readonly ferries: {readonly share: Ferry; readonly get: Ferry}; readonly isSame: () => Promise<void>}> {
	const root = await temporaryFolder(t);
	const [from, to] = [path.join(root, 'from'), path.join(root, 'to')];
	await writeLargeFolder(from, {large: 8, small: 50, smallBytes: 10_000});
	const options = (command: string): readonly string[] => ['--json', '--store', path.join(root, command), ...bootstrap === undefined ? ['--lan-only'] : []];
	const start = (command: 'share' | 'get', ...rest: readonly string[]): Ferry => startFerry(t, [command, ...rest, ...options(command)], {
		env: {
			...bootstrap === undefined ? {FERRY_LAN_INTERFACE: '127.0.0.1'} : {FERRY_BOOTSTRAP: bootstrap},
			...clocks[command] && {NODE_OPTIONS: `--import ${movedClock}`, ...clocks[command]},
		},
	});
	const share = start('share', from, '--limit-up', '2M');
	const {key} = await share.event('announced');
	await share.event('version');
	const get = start('get', key, to);
	await get.event('receiving', ({bytes}) => bytes > 0);
	return {
		ferries: {share, get},
		async isSame() {
			assert.deepEqual((await compareFolders(from, to)).differences, []);
		},
	};
}

async function testnet(t: TestContext): Promise<string> {
	const {bootstrap} = await localTestnet(t);
	return bootstrap.join(',');
}
