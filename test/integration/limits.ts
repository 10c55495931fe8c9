import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import crypto from 'hypercore-crypto';
import {Connections} from '../../source/app/connections.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';
import {localTestnet} from '../helpers/testnet.ts';

const blockSize = 16 * 1024;
const blocks = 320;
/** Bytes a second: far from what a busy computer can do. */
const rate = 2_000_000;
const none = {upload: undefined, download: undefined};

for (const route of ['tcp', 'udp'] as const) {
	for (const direction of ['upload', 'download'] as const) {
		test(`over ${route} the ${direction} limit is kept to within a twentieth`, async t => {
			const {sharer, receiver, start} = await prepare(t, route);
			(direction === 'upload' ? sharer : receiver).replication.limits.limitAll({...none, [direction]: rate});
			assertRate(t, await start());
		});
	}
}

test('so is the limit of one feed, within that of all', async t => {
	const {sharer, source, start} = await prepare(t, 'tcp');
	sharer.replication.limits.limitAll({...none, upload: 2 * rate});
	sharer.replication.limits.limitOne(source, {...none, upload: rate});
	assertRate(t, await start());
});

test('with an exception for the local network, to which this computer belongs, it goes faster', async t => {
	const {sharer, start} = await prepare(t, 'tcp');
	sharer.replication.limits.limitAll({...none, upload: rate, exceptLan: true});
	const measured = await start();
	assert.ok(measured > 1.5 * rate, `${Math.round(measured)} bytes a second`);
});

async function prepare(t: TestContext, route: 'tcp' | 'udp') {
	const {bootstrap} = await localTestnet(t);
	const source = await memoryFeed(t);
	await source.append(Array.from({length: blocks}, (_, index) => Buffer.alloc(blockSize, index)));
	const copy = await memoryFeed(t, source.key);
	const [sharer, receiver] = [0, 1].map(() => new Connections({keyPair: crypto.keyPair(), bootstrap, tcp: route === 'tcp'}));
	t.after(async () => Promise.all([sharer!.close(), receiver!.close()]));
	return {
		sharer: sharer!,
		receiver: receiver!,
		source,
		/** Transfers everything, and gives the bytes a second between the first and the last tenth. */
		async start(): Promise<number> {
			await sharer!.join({core: source}, {announce: true}).announced;
			const times: number[] = [];
			copy.on('download', () => {
				times.push(performance.now());
			});
			receiver!.join({core: copy}, {announce: false});
			await copy.download({start: 0, end: blocks}).done();
			const middle = times.slice(blocks / 10, -blocks / 10);
			return (middle.length - 1) * blockSize / (middle.at(-1)! - middle[0]!) * 1000;
		},
	};
}

function assertRate(t: TestContext, measured: number): void {
	t.diagnostic(`${(measured / rate).toFixed(3)} of the limit`);
	assert.ok(Math.abs(measured - rate) <= rate / 20, `${Math.round(measured)} instead of ${rate} bytes a second`);
}
