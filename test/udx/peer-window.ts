import assert from 'node:assert/strict';
import test from 'node:test';
import {PeerWindow} from '../../source/udx/peer-window.ts';

type Said = readonly [sequence: number, acknowledgement: number, window: number];

const table: ReadonlyArray<readonly [title: string, said: readonly Said[], size: number]> = [
	['is 4 MiB before it has said anything', [], 4 * 1024 * 1024],
	['is what a newer packet says', [[11, 100, 5000]], 5000],
	['is what the same packet says again, with a later acknowledgement', [[11, 101, 5000], [11, 102, 4000]], 4000],
	['is not what an overtaken packet says', [[12, 105, 5000], [11, 104, 9000]], 5000],
	['is not what an earlier acknowledgement says', [[11, 105, 5000], [11, 104, 9000]], 5000],
	['is what comes after numbers have turned', [[0x7F_FF_FF_FF, 100, 1], [0xFF_FF_FF_F0, 100, 2], [3, 101, 3]], 3],
	['may be shut', [[11, 101, 0]], 0],
];

for (const [title, said, size] of table) {
	test(`the peer’s window ${title}`, () => {
		const window = new PeerWindow(100);
		window.expect(10);
		for (const [sequence, acknowledgement, bytes] of said) {
			window.update({
				type: 0, payloadOffset: 0, streamId: 1, window: bytes, sequence, acknowledgement,
			});
		}

		assert.equal(window.size, size);
	});
}

for (const [size, packets] of [[0, 0], [1, 1], [1399, 1], [2800, 2], [2801, 2]] as const) {
	test(`${size} bytes take ${packets} packets of 1400`, () => {
		const window = new PeerWindow(0);
		window.update({
			type: 0, payloadOffset: 0, streamId: 1, window: size, sequence: 1, acknowledgement: 1,
		});
		assert.equal(window.inPackets(1400), packets);
	});
}
