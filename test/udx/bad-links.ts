import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import type {LossyOptions} from '../helpers/lossy-proxy.ts';
import {
	closed, connectPair, onBytes, readPattern, udxPairs, writePattern,
} from '../helpers/udx-pair.ts';

const kibibyte = 1024;

type Row = readonly [title: string, link: LossyOptions, size: number];

const links: readonly Row[] = [
	['loses one packet of a hundred', {loss: 1}, 1024 * kibibyte],
	['loses one packet of ten', {loss: 10}, 256 * kibibyte],
	['doubles every third packet', {duplication: 33}, 1024 * kibibyte],
	['lets packets overtake each other', {reordering: 20}, 1024 * kibibyte],
	['is far', {delay: 200}, 256 * kibibyte],
	['is far and bad in every way', {
		delay: 50, loss: 5, duplication: 5, reordering: 10,
	}, 256 * kibibyte],
	['carries no packet over 1300 bytes', {mtu: 1300}, 512 * kibibyte],
];

for (const pair of udxPairs) {
	for (const [title, link, size] of links) {
		test(`${pair.join(' to ')}: everything arrives over a link that ${title}`, async t => {
			const {streams: [writer, reader], proxy} = await connectPair(t, pair, link);
			const read = readPattern(reader);
			await writePattern(writer, size);
			writer.end();
			assert.equal(await read, size);
			assert.ok(writer.mtu <= (link.mtu ?? 1500));
			t.diagnostic(`${proxy.packets} packets, ${proxy.lost} lost, ${writer.retransmits} sent again, ${writer.rtoCount} timeouts, ${writer.mtu} bytes each`);
		});
	}
}

for (const pair of udxPairs) {
	test(`${pair.join(' to ')}: everything arrives over a link that begins to carry larger packets`, async t => {
		const {streams: [writer, reader], proxy} = await connectPair(t, pair, {mtu: 1300});
		const read = readPattern(reader);
		let received = 0;
		onBytes(reader, bytes => {
			received += bytes.length;
			if (received > 256 * kibibyte) {
				proxy.change({});
			}
		});
		await writePattern(writer, 512 * kibibyte);
		writer.end();
		assert.equal(await read, 512 * kibibyte);
	});
}

test('two of ours close without an error although their last packets are lost', async t => {
	await Promise.all(Array.from({length: 20}, async () => {
		const {streams: [first, second]} = await connectPair(t, ['ours', 'ours'], {loss: 20});
		const ends = [closed(first), closed(second)];
		first.resume();
		second.resume();
		first.write(Buffer.alloc(10));
		first.end();
		second.end();
		assert.deepEqual(await Promise.all(ends), [undefined, undefined]);
	}));
});
