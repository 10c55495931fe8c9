import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
	markAt, markedBytes, markOf, newFilter, placeInFilter, roll, rollingPart, windowHash,
} from '../../source/storage/block-mark.ts';

const bytes = fc.uint8Array({minLength: markedBytes, maxLength: 300});

test('a mark depends on the first bytes of a block alone, and on each of them', () => {
	fc.assert(fc.property(bytes, fc.nat(), (block, place) => {
		const mark = markOf(block)!;
		assert.ok(Number.isSafeInteger(mark) && mark >= 0);
		assert.equal(markOf(block.subarray(0, markedBytes)), mark);
		const other = Uint8Array.from(block);
		other[place % markedBytes]! ^= 1 + (place % 255);
		assert.notEqual(markOf(other), mark);
	}));
	assert.equal(markOf(new Uint8Array(markedBytes - 1)), undefined);
});

test('a window that moves finds every position whose mark is looked for', () => {
	fc.assert(fc.property(bytes, fc.nat(), (content, place) => {
		const last = content.length - markedBytes;
		const wanted = last === 0 ? 0 : place % last;
		const mark = markOf(content.subarray(wanted))!;
		const filter = newFilter(1);
		filter[placeInFilter(filter, mark)] = 1;
		const found: number[] = [];
		let at = {position: 0, hash: windowHash(content, 0)};
		while (at.position <= last) {
			assert.equal(at.hash, windowHash(content, at.position));
			if (at.hash === rollingPart(mark) && markAt(content, at.position, at.hash) === mark) {
				found.push(at.position);
			}

			at = roll(content, filter, {from: at.position, to: last + 1, hash: at.hash});
			if (at.position > last) {
				break;
			}
		}

		assert.ok(found.includes(wanted));
	}));
});
