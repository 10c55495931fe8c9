import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import process from 'node:process';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {raw} from 'compact-encoding';
import Protomux from 'protomux';
import {attackedSharer} from '../helpers/attacked-sharer.ts';

test('who sends garbage is dropped for it, and a transfer goes on meanwhile', async t => {
	const {attack, undisturbedBy} = await attackedSharer(t);
	await undisturbedBy(async () => {
		const {stream, dropped} = await attack();
		for (let count = 0; count < 50; count++) {
			stream.write(randomBytes(10_000));
		}

		// To nobody, but for this: the opening of a channel whose name is longer than all that follows.
		stream.write(Buffer.concat([Buffer.from([0, 1, 1]), Buffer.alloc(100, 0xFF)]));
		assert.match(await dropped ?? '', /^uint must be between 0 and/v);
	});
});

test('a message that claims absurd lengths is the last one', async t => {
	const {attack, undisturbedBy, source} = await attackedSharer(t);
	await undisturbedBy(async () => {
		for (const protocol of ['hypercore/alpha', 'hyperferry/delivery', 'hyperferry/route']) {
			const {stream, dropped} = await attack();
			const channel = Protomux.from(stream).createChannel<Uint8Array>({protocol, id: protocol === 'hyperferry/route' ? null : source.discoveryKey, handshake: raw});
			// The length of what follows: as long as numbers go.
			channel!.open(Buffer.alloc(64, 0xFF));
			const message = channel!.addMessage({encoding: raw});
			message.send(Buffer.alloc(64, 0xFF));
			// Who is not dropped for it gets nothing for it.
			stream.write(Buffer.alloc(1000, 0xFF));
			t.diagnostic(`${protocol}: ${await dropped}`);
			assert.notEqual(await dropped, undefined, protocol);
		}
	});
});

test('who opens a thousand channels is dropped for it, and a transfer goes on meanwhile', async t => {
	const {attack, undisturbedBy} = await attackedSharer(t);
	await undisturbedBy(async () => {
		const {stream, dropped} = await attack();
		const channels = Protomux.from(stream);
		for (let count = 0; count < 1000; count++) {
			channels.createChannel({protocol: count % 2 === 0 ? 'hypercore/alpha' : `made up ${count}`, id: randomBytes(32)})?.open();
		}

		assert.equal(await dropped, 'The peer opens channels without end');
	});
});

test('five hundred connections that ask for nothing take nobody’s place', async t => {
	const {keyPair, bootstrap, reasons, undisturbedBy, serve, sharer} = await attackedSharer(t);
	// In a process of their own, so that what they cost can be told from what they cost the sharer.
	const fixture = fileURLToPath(new URL('../fixtures/connect-often.ts', import.meta.url));
	const child = spawn(process.execPath, ['--no-warnings', fixture, Buffer.from(keyPair.publicKey).toString('hex'), '500', ...bootstrap], {stdio: ['pipe', 'pipe', 'inherit']});
	t.after(() => {
		child.kill('SIGKILL');
	});
	await undisturbedBy(async () => {
		await once(child.stdout, 'data');
		// The last ones are still there.
		assert.deepEqual([...new Set(reasons())], ['Too many peers have asked for nothing that is here']);
		assert.ok(reasons().length >= 400, `${reasons().length} were dropped`);
		assert.ok(sharer.connected <= 40, `${sharer.connected} connections`);
	});
	await serve();
});
