import assert from 'node:assert/strict';
import test from 'node:test';
import {everything} from '../../../source/app/file-selection.ts';
import {
	obstacleOf, offerNotes, type OfferSum, sumText,
} from '../../../source/ui/dialogs/offer-sum.ts';
import {textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';

const offer = {
	files: 61, bytes: 5_100_000_000, reading: false, directory: '/home/ada/x', freeBytes: 88_000_000_000, collisions: 0,
};
const {glyphs} = themeFor('dark', {});

function sum(change: Partial<OfferSum> = {}): OfferSum {
	return {
		files: 12, bytes: 3_400_000, collisions: 0, freeBytes: 50_000_000, ...change,
	};
}

test('an offer can’t be accepted without files, or without room', () => {
	assert.equal(obstacleOf(sum(), everything, offer), undefined);
	assert.equal(obstacleOf(sum({bytes: 50_000_000}), everything, offer), undefined);
	assert.match(obstacleOf(sum({bytes: 50_000_001}), everything, offer)!, /^It needs 50 MB, and 50 MB are free/v);
	assert.match(obstacleOf(sum({bytes: 5_100_000_000, freeBytes: 3_000_000_000}), everything, offer)!, /^It needs 5.1 GB, and 3 GB are free there\./v);
	assert.match(obstacleOf(sum({files: 0}), everything, offer)!, /^Nothing is chosen/v);
	assert.match(obstacleOf(sum(), [{path: '', isWanted: false}], offer)!, /^Nothing is chosen/v);
	assert.equal(obstacleOf(sum({files: 0, bytes: 0}), everything, {...offer, files: 0, bytes: 0}), undefined, 'empty folders are something, too');
});

test('the sum says how much of the whole it is, where that fits', () => {
	assert.equal(sumText(sum(), offer, 40), '12 of 61 files, 3.4 MB of 5.1 GB');
	assert.equal(sumText(sum(), offer, 20), '12 files, 3.4 MB');
	assert.equal(sumText(offer, offer, 40), 'All of it: 61 files, 5.1 GB');
});

test('what is in the way is told, and an obstacle before that', () => {
	const notes = (change: Partial<OfferSum>, {obstacle, isCounting = false}: {readonly obstacle?: string; readonly isCounting?: boolean} = {}): readonly string[] =>
		offerNotes({sum: sum(change), isCounting, problem: undefined}, obstacle, {width: 76, rows: 2, glyphs}).map(line => textOf(line));
	assert.deepEqual(notes({}), []);
	assert.deepEqual(notes({collisions: 1}), ['▲ 1 file is there already and stays; what differs gets another name.']);
	assert.deepEqual(notes({collisions: 2}), ['▲ 2 files are there already and stay; what differs gets another name.']);
	assert.deepEqual(notes({collisions: 2}, {obstacle: 'No room.'}), ['✗ No room.']);
	assert.deepEqual(notes({}, {obstacle: 'No room.', isCounting: true}), [], 'while it is counted nobody knows');
});
