import assert from 'node:assert/strict';
import test from 'node:test';
import {blockView, type BlockRun, type BlockSet} from '../../source/transfer/block-view.ts';

/** `#` for each block that is there. */
function blocks(picture: string): BlockSet {
	return {
		findFirst(value, position) {
			const found = [...picture].findIndex((block, index) => index >= position && (block === '#') === value);
			return found === -1 && !value ? picture.length : found;
		},
	};
}

const letters: Readonly<Record<BlockRun['state'], string>> = {
	here: '#', partly: '+', 'in-flight': '~', missing: '.',
};

const table: ReadonlyArray<readonly [title: string, here: string, cells: number, inFlight: readonly number[], peers: readonly string[], states: string, counts: readonly number[]]> = [
	['an empty feed has no cells', '', 10, [], [], '', []],
	['with room enough each block is a cell', '#..#', 10, [], [], '#..#', [0, 0, 0, 0]],
	['a block that was asked for is in flight', '#..#', 10, [1], [], '#~.#', [0, 0, 0, 0]],
	['several blocks share a cell when there are fewer cells', '####..#...', 5, [], [], '##.+.', [0, 0, 0, 0, 0]],
	['a cell in which something is in flight shows that first', '#.#.', 2, [3], [], '+~', [0, 0]],
	['the last cell may stand for fewer', '#####', 2, [], [], '##', [0, 0]],
	['peers count where they have all of a cell', '....', 2, [], ['####', '##..', '#.##'], '..', [2, 2]],
	['no cells are asked for: one is given', '##', 0, [], ['##'], '#', [1]],
];

for (const [title, here, cells, inFlight, peers, states, counts] of table) {
	test(title, () => {
		const view = blockView({
			length: here.length, cells, here: blocks(here), inFlight: new Set(inFlight), peers: peers.map(peer => blocks(peer)),
		});
		assert.equal(view.map(({state}) => letters[state]).join(''), states);
		assert.deepEqual(view.map(({peers}) => peers), counts);
	});
}

test('of a long feed that many peers have no block is looked at twice', () => {
	let looks = 0;
	const set = (length: number): BlockSet => ({
		findFirst(value, position) {
			looks++;
			return value ? (position < length ? position : -1) : Math.max(position, length);
		},
	});
	const view = blockView({
		length: 100_000, cells: 4000, here: set(50_000), inFlight: new Set([60_000]), peers: Array.from({length: 8}, (_, index) => set(index * 10_000)),
	});
	assert.equal(view.length, 4000);
	assert.deepEqual(view.at(0), {state: 'here', peers: 7});
	assert.deepEqual(view.at(2400), {state: 'in-flight', peers: 1});
	assert.deepEqual(view.at(-1), {state: 'missing', peers: 0});
	assert.ok(looks <= 10 * 4000);
});
