import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {receiveWindow} from '../../source/udx/channel.ts';
import {packetType} from '../../source/udx/packet.ts';
import {
	type LinkOptions, type SimulatedEnd, SimulatedLink, SimulatedTime, simulateStream,
} from '../helpers/simulated-link.ts';

const day = 86_400_000;

type Simulation = {
	readonly time: SimulatedTime;
	/** From the first end to the second. */
	readonly link: SimulatedLink;
	readonly ends: readonly [SimulatedEnd, SimulatedEnd];
};

function simulate(options: LinkOptions, back?: LinkOptions): Simulation {
	const time = new SimulatedTime();
	const link = new SimulatedLink(time, options);
	return {time, link, ends: simulateStream(time, link, new SimulatedLink(time, back ?? {delay: options.delay}))};
}

/** Every so many packets one is lost. */
const eachLost = (nth: number) => (index: number): boolean => index % nth === nth - 1;

type Row = readonly [title: string, link: LinkOptions, bytes: number, longest: number];

// The time is that of the bytes alone, and as much again for finding out what the link carries.
const links: readonly Row[] = [
	['of 10 MB/s, 10 ms away', {delay: 10, rate: 10_000, queue: 400_000}, 10_000_000, 1500],
	['of 1 MB/s, 50 ms away', {delay: 50, rate: 1000, queue: 200_000}, 4_000_000, 6000],
	['of 10 MB/s, 100 ms away', {delay: 100, rate: 10_000, queue: 2_000_000}, 20_000_000, 6000],
	['of 10 MB/s that loses one of a hundred', {
		delay: 10, rate: 10_000, queue: 400_000, isLost: eachLost(100),
	}, 10_000_000, 2500],
	['of 10 MB/s that loses one of ten', {
		delay: 10, rate: 10_000, queue: 400_000, isLost: eachLost(10),
	}, 5_000_000, 5000],
	['of 10 MB/s that holds every seventh packet back', {
		delay: 10, rate: 10_000, queue: 400_000, extraDelay: index => index % 7 === 0 ? 4 : 0,
	}, 10_000_000, 3000],
	['of 1 MB/s with room for ten packets', {delay: 20, rate: 1000, queue: 15_000}, 2_000_000, 6000],
];

for (const [title, link, bytes, longest] of links) {
	test(`a link ${title} is filled`, t => {
		const {time, link: forth, ends: [writer, reader]} = simulate(link);
		const start = time.now;
		const sent = Buffer.from(Uint8Array.from({length: bytes}, (_, index) => (index * 7) ^ (index >>> 8)));
		writer.write(sent);
		writer.end();
		reader.end();
		assert.ok(time.runUntil(() => writer.closedAs !== undefined && reader.closedAs !== undefined, day));
		const took = time.now - start;
		const {retransmissions, timeouts} = writer.channel.sender;
		t.diagnostic(`${Math.round(took)} ms, ${forth.packets} packets, ${forth.dropped} dropped, ${retransmissions} sent again, ${timeouts} timeouts, at most ${forth.largestQueue} bytes waiting`);
		assert.ok(Buffer.concat(reader.received).equals(sent));
		assert.deepEqual([writer.closedAs, reader.closedAs], ['ended', 'ended']);
		assert.ok(took <= longest, `It took ${took} ms`);
	});
}

test('once it knows a link, it keeps little waiting there', () => {
	const {time, link, ends: [writer]} = simulate({delay: 20, rate: 5000, queue: 2_000_000});
	writer.write(Buffer.alloc(60_000_000));
	time.runUntil(() => false, 2000);
	assert.equal(writer.channel.sender.path.congestion.state, 'probe-bandwidth');
	link.largestQueue = 0;
	time.runUntil(() => false, 4000);
	// What fits into the path is 200,000 bytes.
	assert.ok(link.largestQueue < 200_000, `${link.largestQueue} bytes waited`);
});

test('two streams share a link fairly', t => {
	const time = new SimulatedTime();
	const link = new SimulatedLink(time, {delay: 20, rate: 5000, queue: 400_000});
	const streams = [0, 1].map(() => simulateStream(time, link, new SimulatedLink(time, {delay: 20})));
	for (const [writer] of streams) {
		writer.write(Buffer.alloc(200_000_000));
		time.runUntil(() => false, 700);
	}

	time.runUntil(() => false, 5000);
	const before = streams.map(([, reader]) => reader.receivedBytes);
	time.runUntil(() => false, 20_000);
	const shares = streams.map(([, reader], index) => reader.receivedBytes - before[index]!);
	t.diagnostic(`${shares.join(' and ')} bytes`);
	assert.ok(Math.min(...shares) * 2.5 > Math.max(...shares), shares.join(' and '));
	assert.ok(shares[0]! + shares[1]! > 0.85 * 20_000 * 5000);
});

test('a tail that is lost is repaired by a probe, long before the timeout', () => {
	let isLosing = false;
	const {time, ends: [writer, reader]} = simulate({delay: 10, isLost: () => isLosing});
	writer.write(Buffer.alloc(5000));
	assert.ok(time.runUntil(() => writer.settled === 5000, 1000));
	isLosing = true;
	writer.write(Buffer.from('tail'));
	time.runUntil(() => false, 15);
	isLosing = false;
	const start = time.now;
	assert.ok(time.runUntil(() => reader.receivedBytes === 5004, 500));
	assert.ok(time.now - start < 100);
	assert.equal(writer.channel.sender.timeouts, 0);
});

test('when nobody answers any more, a writer gives up after six timeouts', () => {
	let isDead = false;
	const {time, ends: [writer]} = simulate({delay: 10, isLost: () => isDead});
	writer.write(Buffer.alloc(5000));
	assert.ok(time.runUntil(() => writer.settled === 5000, 1000));
	isDead = true;
	writer.write(Buffer.alloc(5000));
	const start = time.now;
	assert.ok(time.runUntil(() => writer.closedAs !== undefined, day));
	assert.equal(writer.closedAs, 'timed-out');
	assert.ok(time.now - start > 10_000 && time.now - start < 20_000, `It took ${time.now - start} ms`);
});

test('a link that is down for three seconds loses nothing', () => {
	let isDown = false;
	const {time, ends: [writer, reader]} = simulate({delay: 10, rate: 1000, isLost: () => isDown});
	writer.write(Buffer.alloc(3_000_000));
	time.runUntil(() => reader.receivedBytes > 500_000, day);
	isDown = true;
	time.runUntil(() => false, 3000);
	isDown = false;
	assert.ok(time.runUntil(() => reader.receivedBytes === 3_000_000, 15_000));
	assert.ok(writer.channel.sender.timeouts > 0);
});

test('who does not read is sent no more than its window, and goes on when it reads', () => {
	const {time, ends: [writer, reader]} = simulate({delay: 5, rate: 50_000});
	reader.isReading = false;
	writer.write(Buffer.alloc(12_000_000));
	time.runUntil(() => false, 5000);
	assert.ok(reader.receivedBytes > receiveWindow * 0.9 && reader.receivedBytes < receiveWindow * 1.1, `${reader.receivedBytes} bytes`);
	assert.equal(writer.closedAs, undefined);
	time.runUntil(() => false, 120_000);
	assert.equal(writer.closedAs, undefined);
	reader.readOn();
	assert.ok(time.runUntil(() => reader.receivedBytes === 12_000_000, 2000));
});

test('although the word that there is room again is lost, it goes on', () => {
	let isLost = false;
	const {time, ends: [writer, reader]} = simulate({delay: 5, rate: 50_000}, {delay: 5, isLost: () => isLost});
	reader.isReading = false;
	writer.write(Buffer.alloc(12_000_000));
	time.runUntil(() => false, 5000);
	isLost = true;
	reader.readOn();
	time.runUntil(() => false, 20);
	isLost = false;
	assert.ok(time.runUntil(() => reader.receivedBytes === 12_000_000, 5000));
});

test('who writes is asked to wait, and told to go on', () => {
	const {time, ends: [writer]} = simulate({delay: 10, rate: 1000});
	assert.equal(writer.write(Buffer.alloc(10_000)), true);
	assert.equal(writer.write(Buffer.alloc(400_000)), false);
	assert.ok(time.runUntil(() => writer.events.includes('drain'), 2000));
});

test('an idle stream asks for an answer as often as it is told to', () => {
	const {time, link, ends: [first]} = simulate({delay: 5});
	first.channel.setKeepAlive(1000, first.now);
	first.flushSoon();
	time.runUntil(() => false, 10_500);
	assert.equal(link.packets, 10);
});

test('larger packets are tried, until one does not get through', () => {
	const {time, ends: [writer]} = simulate({delay: 5, isLost: (_index, bytes) => bytes.length + 28 > 1400});
	writer.write(Buffer.alloc(1_000_000));
	assert.ok(time.runUntil(() => writer.settled === 1_000_000, 10_000));
	assert.equal(writer.channel.sender.outbox.mtu.mtu, 1392);
	assert.equal(writer.channel.sender.timeouts, 0);
});

test('a message goes at once, past what waits to be sent', () => {
	const {time, ends: [writer, reader]} = simulate({delay: 5, rate: 100});
	writer.write(Buffer.alloc(100_000));
	writer.channel.send(Buffer.from('now'));
	assert.ok(time.runUntil(() => reader.messages.length > 0, 1000));
	assert.deepEqual(reader.messages, ['now']);
	assert.ok(reader.receivedBytes < 100_000);
});

test('when the remote changes, it is told when all that went to the old one has arrived', () => {
	const {time, ends: [writer, reader]} = simulate({delay: 10});
	const other = {
		id: 2, host: '127.0.0.1', port: 2, family: 4,
	};
	assert.equal(writer.channel.changeRemote(other), true);
	writer.write(Buffer.alloc(5000));
	time.runUntil(() => false, 5);
	assert.equal(writer.channel.changeRemote({...other, port: 3}), false);
	assert.ok(time.runUntil(() => writer.events.includes('remote-changed'), 1000));
	assert.equal(reader.receivedBytes, 5000);
});

test('one acknowledgement answers all that arrived in one moment', () => {
	const time = new SimulatedTime();
	const forth = new SimulatedLink(time, {delay: 10});
	const back = new SimulatedLink(time, {delay: 10});
	const [writer] = simulateStream(time, forth, back);
	writer.write(Buffer.alloc(10 * 1152));
	assert.ok(time.runUntil(() => writer.settled === 10 * 1152, 1000));
	assert.equal(forth.packets, 10);
	assert.equal(back.packets, 1);
});

test('whatever a peer that lies sends, nothing breaks', () => {
	const {time, ends: [writer, reader]} = simulate({delay: 5});
	writer.write(Buffer.alloc(50_000));
	let value = 1;
	const next = (bound: number): number => {
		value = ((value * 1_103_515_245) + 12_345) % 2_147_483_648;
		return Math.floor(value / 65_536) % bound;
	};

	for (let round = 0; round < 20_000; round++) {
		const bytes = Buffer.alloc(20 + next(60));
		bytes[0] = 255;
		bytes[1] = 1;
		bytes[2] = next(64) & ~packetType.destroy;
		bytes[3] = next(3) === 0 ? next(256) : 0;
		for (const offset of [8, 12, 16, 20, 24, 28, 32, 36]) {
			if (offset + 4 <= bytes.length) {
				bytes.writeUInt32LE(next(4) === 0 ? next(32_768) * 131_071 : next(60), offset);
			}
		}

		writer.arrive(bytes);
		if (round % 50 === 0) {
			time.runUntil(() => false, 1);
		}
	}

	assert.ok(reader.receivedBytes <= 50_000);
});
