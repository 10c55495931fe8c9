import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {
	closed, connectPair, connectStreams, createStream, onBytes, once, openEnd, readPattern, udxPairs, writePattern,
} from '../helpers/udx-pair.ts';

const mebibyte = 1024 * 1024;
const sizes = [0, 1, 1151, 1152, 1153, mebibyte, 256 * mebibyte];

for (const pair of udxPairs) {
	const title = pair.join(' to ');

	for (const size of sizes) {
		test(`${title}: ${size} bytes arrive, and both close`, async t => {
			const {streams: [writer, reader]} = await connectPair(t, pair);
			const ends = [closed(writer), closed(reader)];
			writer.resume();
			const read = readPattern(reader);
			await writePattern(writer, size);
			writer.end();
			assert.equal(await read, size);
			reader.end();
			assert.deepEqual(await Promise.all(ends), [undefined, undefined]);
		});
	}

	test(`${title}: what is written has arrived when flush resolves`, async t => {
		const {streams: [writer, reader]} = await connectPair(t, pair);
		let received = 0;
		onBytes(reader, bytes => {
			received += bytes.length;
		});
		writer.write(Buffer.alloc(300_000));
		assert.equal(await writer.flush(), true);
		assert.equal(received, 300_000);
		const isClosed = closed(writer);
		writer.destroy();
		await isClosed;
		assert.equal(await writer.flush(), false);
	});

	test(`${title}: both write at once`, async t => {
		const {streams} = await connectPair(t, pair);
		const ends = streams.map(async stream => closed(stream));
		const sizesRead = streams.map(async stream => readPattern(stream));
		await Promise.all(streams.map(async stream => {
			await writePattern(stream, mebibyte);
			stream.end();
		}));
		assert.deepEqual(await Promise.all(sizesRead), [mebibyte, mebibyte]);
		assert.deepEqual(await Promise.all(ends), [undefined, undefined]);
	});

	test(`${title}: many streams share a socket`, async t => {
		const {ends} = await connectPair(t, pair);
		await Promise.all(Array.from({length: 40}, async (_, index) => {
			const [writer, reader] = connectStreams(ends);
			const isClosed = Promise.all([closed(writer), closed(reader)]);
			writer.resume();
			const read = readPattern(reader);
			await writePattern(writer, index * 3000);
			writer.end();
			assert.equal(await read, index * 3000);
			reader.end();
			assert.deepEqual(await isClosed, [undefined, undefined]);
		}));
	});

	test(`${title}: who is destroyed resets the other one, after what was sent before`, async t => {
		const {streams: [writer, reader]} = await connectPair(t, pair);
		const isClosed = closed(reader);
		let received = 0;
		onBytes(reader, bytes => {
			received += bytes.length;
		});
		writer.write(Buffer.alloc(5000));
		await writer.flush();
		writer.destroy();
		assert.equal(await isClosed, 'ECONNRESET');
		assert.equal(received, 5000);
	});

	test(`${title}: who has ended may still read, and the reverse`, async t => {
		const {streams: [first, second]} = await connectPair(t, pair);
		const ends = [closed(first), closed(second)];
		const read = readPattern(first);
		second.resume();
		first.end();
		await once(second, 'end');
		await writePattern(second, 200_000);
		second.end();
		assert.equal(await read, 200_000);
		assert.deepEqual(await Promise.all(ends), [undefined, undefined]);
	});

	test(`${title}: messages arrive by themselves, however the stream is doing`, async t => {
		const {streams: [first, second]} = await connectPair(t, pair);
		const message = new Promise<string>(resolve => {
			second.once('message', bytes => {
				resolve(bytes.toString());
			});
		});
		assert.equal(await first.send(Buffer.from('hello')), true);
		assert.equal(await message, 'hello');
		const empty = new Promise<number>(resolve => {
			second.once('message', bytes => {
				resolve(bytes.length);
			});
		});
		first.trySend(Buffer.alloc(0));
		assert.equal(await empty, 0);
	});

	test(`${title}: what arrives before a stream is connected is answered when it is`, async t => {
		const ends = [openEnd(t, pair[0]), openEnd(t, pair[1])] as const;
		const seen: number[] = [];
		const writer = createStream(ends[0], 9001);
		const reader = createStream(ends[1], 9002, {
			firewall(_socket, port) {
				seen.push(port);
				return false;
			},
		});
		writer.connect(ends[0].socket, 9002, ends[1].port, '127.0.0.1');
		const first = new Promise<string>(resolve => {
			onBytes(reader, bytes => {
				resolve(bytes.toString());
			});
		});
		writer.write('early');
		assert.equal(await first, 'early');
		assert.deepEqual(seen, [ends[0].port]);
		reader.connect(ends[1].socket, 9001, ends[0].port, '127.0.0.1');
		assert.equal(await writer.flush(), true);
	});

	test(`${title}: what the firewall refuses does not arrive`, async t => {
		const ends = [openEnd(t, pair[0]), openEnd(t, pair[1])] as const;
		const writer = createStream(ends[0], 9001);
		writer.connect(ends[0].socket, 9002, ends[1].port, '127.0.0.1');
		await new Promise<void>(resolve => {
			const reader = createStream(ends[1], 9002, {
				firewall() {
					resolve();
					return true;
				},
			});
			reader.on('data', () => {
				assert.fail('It was refused');
			});
			writer.write('let me in');
		});
		assert.equal(writer.retransmits, 0);
	});

	test(`${title}: a stream moves to another remote while it is read`, async t => {
		const {ends, streams: [writer, reader]} = await connectPair(t, pair);
		const moved = openEnd(t, pair[0]);
		const other = ends[0].udx.createSocket();
		other.bind(0, '127.0.0.1');
		t.after(async () => {
			await other.close();
		});
		assert.ok(moved.port !== other.address()!.port);
		const read = readPattern(reader);
		await writePattern(writer, mebibyte);
		const changes = [writer.changeRemote(other, reader.id, ends[1].port, '127.0.0.1'), reader.changeRemote(ends[1].socket, writer.id, other.address()!.port, '127.0.0.1')];
		await Promise.all(changes.filter(change => change !== null));
		assert.equal(writer.localPort, other.address()!.port);
		assert.equal(reader.remotePort, other.address()!.port);
		writer.end();
		assert.equal(await read, mebibyte);
		assert.equal(ends[0].socket.idle, true);
		writer.destroy();
	});

	test(`${title}: a stream is relayed by one that reads nothing of it`, async t => {
		const ends = [openEnd(t, pair[0]), openEnd(t, pair[1])] as const;
		for (const kind of pair) {
			const relay = openEnd(t, kind);
			const [writer, reader] = [createStream(ends[0], 11), createStream(ends[1], 12)];
			const [near, far] = [createStream(relay, 21), createStream(relay, 22)];
			near.connect(relay.socket, 11, ends[0].port, '127.0.0.1');
			far.connect(relay.socket, 12, ends[1].port, '127.0.0.1');
			near.relayTo(far);
			far.relayTo(near);
			writer.connect(ends[0].socket, 21, relay.port, '127.0.0.1');
			reader.connect(ends[1].socket, 22, relay.port, '127.0.0.1');
			const read = readPattern(reader);
			await writePattern(writer, mebibyte);
			writer.end();
			assert.equal(await read, mebibyte);
			const isClosed = [reader, near].map(async stream => closed(stream));
			writer.destroy();
			assert.deepEqual(await Promise.all(isClosed), ['ECONNRESET', 'ECONNRESET']);
			far.destroy();
		}
	});
}
