import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {rm} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import type {Check} from '../../source/app/check.ts';
import {encodeShareKey} from '../../source/link/share-key.ts';
import {type Ferry, startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('where all is well it says so, thing by thing, and ends with exit code 0', async t => {
	const {ferry} = await prepare(t);
	const doctor = ferry('ben', ['doctor', '--json']);
	assert.deepEqual(await doctor.ended, {code: 0, signal: undefined}, doctor.stdout);
	const checks = checksOf(doctor);
	for (const name of ['runtime', 'store', 'disk', 'clock', 'udp', 'dht', 'nat', 'lan', 'tcp']) {
		assert.ok(checks.some(check => check.name === name), name);
	}

	assert.doesNotMatch(checks.find(({name}) => name === 'nat')!.finding, /^A router/v);
	assert.equal(checks.find(({name}) => name === 'lan')?.finding, 'Multicast works at 127.0.0.1.');
	assert.ok(checks.every(({status, remedy}) => status !== 'bad' && (status === 'good') === (remedy === undefined)));
});

test('with a key it follows each step to the peers of that share', async t => {
	const {folder, ferry} = await prepare(t);
	await writeTree(path.join(folder, 'from'), {a: 'a'});
	const share = ferry('ada', ['share', path.join(folder, 'from'), '--json']);
	const {key} = await share.event('announced');
	await share.event('version');
	const doctor = ferry('ben', ['doctor', key, '--json']);
	assert.deepEqual(await doctor.ended, {code: 0, signal: undefined}, doctor.stdout);
	const findings = checksOf(doctor).slice(-6).map(({name, finding}) => `${name}: ${finding}`);
	assert.match(findings.join('\n'), /^dial: .* at 127\.0\.0\.1 over TCP\.\nfeed: .*has 100 % of it.*\nlookup: 1 peer announces/v);
	assert.match(findings.join('\n'), /\ndial: .*answers directly.*\nfeed: .*has 100 % of it.*\nroute: .*can be dialled over TCP at 127\.0\.0\.1\.$/v);
	assert.ok(!doctor.stdout.includes(key));
});

test('of a share that nobody has it says so, and what to look at', async t => {
	const {ferry} = await prepare(t);
	const doctor = ferry('ben', ['doctor', encodeShareKey(Buffer.alloc(32, 7))]);
	assert.deepEqual(await doctor.ended, {code: 1, signal: undefined});
	assert.match(doctor.stdout, /✗ lookup +Nobody announces this share.*\n +→ Is “ferry share” running/v);
	assert.match(doctor.stderr, /1 thing stands in the way/v);
});

test('a DHT that does not answer is bad, and the rest is looked at all the same', async t => {
	const folder = await temporaryFolder(t);
	const doctor = startFerry(t, ['doctor', '--json', '--store', folder], {env: {FERRY_BOOTSTRAP: '127.0.0.1:1', FERRY_LAN_INTERFACE: '127.0.0.1'}});
	assert.deepEqual(await doctor.ended, {code: 1, signal: undefined});
	assert.deepEqual(checksOf(doctor).filter(({status}) => status === 'bad').map(({name}) => name), ['dht']);
	assert.match(doctor.stdout, /ferry node/v);
	assert.doesNotMatch(doctor.stdout, /hotspot/v);
	assert.ok(checksOf(doctor).some(({name}) => name === 'tcp'));
});

test('a data directory with a record that can’t be read is bad', async t => {
	const {folder, ferry, stores} = await prepare(t);
	await writeTree(path.join(folder, 'from'), {a: 'a'});
	const share = ferry('ada', ['share', path.join(folder, 'from'), '--json']);
	await share.event('version');
	share.kill();
	await share.ended;
	await rm(path.join(stores, 'ada', 'shares'), {recursive: true});
	await writeTree(path.join(stores, 'ada', 'shares', 'ab'.repeat(16)), {'share.json': 'nothing'});
	const doctor = ferry('ada', ['doctor']);
	assert.deepEqual(await doctor.ended, {code: 1, signal: undefined});
	assert.match(doctor.stdout, /✗ store +1 record can’t be read/v);
});

test('with the local network alone no DHT is asked, and a share that is only there is found and dialled', async t => {
	const {folder, ferry} = await prepare(t, {bootstrap: '127.0.0.1:1'});
	await writeTree(path.join(folder, 'from'), {a: 'a'});
	const share = ferry('ada', ['share', path.join(folder, 'from'), '--json', '--lan-only']);
	const {key} = await share.event('announced');
	await share.event('version');
	const alone = ferry('ben', ['doctor', key, '--json', '--lan-only']);
	assert.deepEqual(await alone.ended, {code: 0, signal: undefined}, alone.stdout);
	const checks = checksOf(alone);
	assert.deepEqual(checks.filter(({name}) => ['udp', 'dht', 'nat', 'lookup'].includes(name)), []);
	assert.match(checks.slice(-3).map(({name, finding}) => `${name}: ${finding}`).join('\n'), /^neighbours: 1 peer .*\ndial: .* at 127\.0\.0\.1 over TCP\.\nfeed: .*100 %/v);

	// Beside a DHT that knows nothing of it, that is not bad.
	const both = ferry('ben', ['doctor', key, '--json']);
	await both.ended;
	assert.equal(checksOf(both).find(({name}) => name === 'lookup')?.status, 'good');
});

test('what is not used is not looked at', async t => {
	const {ferry} = await prepare(t);
	for (const [option, unused] of [['--no-lan', /^lan$/v], ['--no-tcp', /^(?:lan|tcp)$/v]] as const) {
		const doctor = ferry('ben', ['doctor', '--json', option]);
		assert.deepEqual(await doctor.ended, {code: 0, signal: undefined}, doctor.stdout);
		assert.deepEqual(checksOf(doctor).filter(({name}) => unused.test(name)), []);
	}
});

test('a key with a mistake is told at once', async t => {
	const {ferry} = await prepare(t);
	assert.deepEqual(await ferry('ben', ['doctor', 'ferry1mistyped']).ended, {code: 2, signal: undefined});
});

function checksOf({stdout}: Ferry): Check[] {
	return stdout.split('\n').filter(line => line.includes('"event":"check"')).map(line => {
		const check: Check = JSON.parse(line);
		return check;
	});
}

type Prepared = {readonly folder: string; readonly stores: string; readonly ferry: (name: string, arguments_: readonly string[]) => Ferry};

async function prepare(t: TestContext, {bootstrap: given}: {readonly bootstrap?: string} = {}): Promise<Prepared> {
	const bootstrap = given ?? (await localTestnet(t)).bootstrap.join(',');
	const folder = await temporaryFolder(t);
	const stores = await temporaryFolder(t);
	// Nothing is sent out of this computer.
	const env = {FERRY_BOOTSTRAP: bootstrap, FERRY_LAN_INTERFACE: '127.0.0.1'};
	return {folder, stores, ferry: (name, arguments_) => startFerry(t, [...arguments_, '--store', path.join(stores, name)], {env})};
}
