import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {comparePaths} from '../../source/feed/compare-paths.ts';
import {matcher, searchIndex} from '../../source/feed/search-index.ts';
import {arbitraryText} from '../helpers/arbitrary-feed.ts';
import {directory, MemoryIndex} from '../helpers/memory-index.ts';

const {signal} = new AbortController();

const pairs: ReadonlyArray<readonly [text: string, path: string, matches: boolean]> = [
	['', 'anything', true],
	['img_1', 'Photos/IMG_1.jpg', true],
	['PHOTOS', 'photos/a', true],
	['s/i', 'Photos/IMG_1.jpg', true],
	['img2', 'Photos/IMG_1.jpg', false],
	['Photos/IMG_1.jpg.', 'Photos/IMG_1.jpg', false],
	// Composed and decomposed
	['caf\u00E9', 'CAFE\u0301.txt', true],
	['cafe\u0301', 'Caf\u00C9.txt', true],
	['cafe', 'Caf\u00E9.txt', true],
	['caf\u00E9', 'Cafe.txt', false],
	['\u1112\u1161\u11AB', '\uD55C', true],
	// Letters whose case is not a matter of one letter alone
	['ΟΔΟΣ', 'οδοσα', true],
	['οδός', 'ΟΔΌΣ', true],
	['STRASSE', 'Straße', true],
	['straẞe', 'strasse', true],
	['\u212A', 'k', true],
	['🚀', 'to the 🚀', true],
];

for (const [text, path, matches] of pairs) {
	test(`“${text}” is ${matches ? '' : 'not '}in “${path}”`, () => {
		assert.equal(matcher(text)(path), matches);
	});
}

test('everything that matches is found, once and in order', async () => {
	const long = 'x'.repeat(3000);
	const path = fc.tuple(arbitraryText(4), fc.boolean()).map(([name, isLong]) => isLong ? `${name}${long}` : name);
	await fc.assert(fc.asyncProperty(fc.uniqueArray(path, {maxLength: 60}), arbitraryText(2), async (paths, text) => {
		const index = new MemoryIndex();
		const entries = paths.toSorted(comparePaths).map(path => directory(path));
		await index.write(entries);
		const found = [];
		for await (const batch of searchIndex(index, text, {signal})) {
			assert.ok(batch.length > 0);
			found.push(...batch);
		}

		assert.deepEqual(found, entries.filter(({path}) => path.normalize('NFD').toLowerCase().toUpperCase().includes(text.normalize('NFD').toLowerCase().toUpperCase())));
		for (const {path} of entries) {
			assert.ok(matcher(path.normalize('NFC').toUpperCase())(path.normalize('NFD')), path);
		}
	}), {numRuns: 60});
});

test('what is found comes as its page is read, other work goes on in between, and it stops when it is told to', async () => {
	const index = new MemoryIndex();
	await index.write(Array.from({length: 40_000}, (_, number) => directory(`d${String(number).padStart(5, '0')}`)));
	const controller = new AbortController();
	const search = searchIndex(index, 'd', {signal: controller.signal});
	const first = await search.next();
	assert.ok(!first.done && first.value.length < 10_000);

	// Promises alone would never let it run.
	setImmediate(() => {
		controller.abort(new Error('Stopped'));
	});
	await assert.rejects(async () => {
		for await (const _ of search) {
			// Only to go on
		}
	}, {message: 'Stopped'});
});
