import assert from 'node:assert/strict';
import test from 'node:test';
import {
	changeOffer, isEverything, type OfferChange, type OfferState, offerState, wantedOf,
} from '../../../source/ui/dialogs/offer-state.ts';

function after(...changes: readonly OfferChange[]): OfferState {
	let state = offerState();
	for (const change of changes) {
		state = changeOffer(state, change);
	}

	return state;
}

function toggle(path: string): OfferChange {
	return {kind: 'toggle', path};
}

test('new versions follow only who asks for it, whatever was counted meanwhile', () => {
	assert.equal(offerState().isLive, false);
	assert.equal(offerState({isLive: true}).isLive, true);
	assert.deepEqual(after({kind: 'accept'}, {kind: 'follow'}), {...offerState({isLive: true}), isAccepted: true});
	assert.equal(after({kind: 'follow'}, {kind: 'follow'}).isLive, false);
});

test('space takes a file or folder out, or back in with all in it', () => {
	const cases: ReadonlyArray<readonly [toggles: readonly string[], wanted: Readonly<Record<string, string>>]> = [
		[[], {'': 'all', music: 'all'}],
		[['music'], {
			'': 'part', music: 'nothing', 'music/a': 'nothing', notes: 'all',
		}],
		[['music', 'music'], {'': 'all', music: 'all'}],
		[['music/a'], {
			'': 'part', music: 'part', 'music/a': 'nothing', 'music/b': 'all',
		}],
		[['music/a', 'music'], {'': 'all', music: 'all', 'music/a': 'all'}],
		[[''], {'': 'nothing', music: 'nothing'}],
		[['', 'music/a'], {
			'': 'part', music: 'part', 'music/a': 'all', 'music/b': 'nothing',
		}],
		[['music/a', ''], {'': 'all'}],
	];
	for (const [toggles, wanted] of cases) {
		const {selection} = after(...toggles.map(path => toggle(path)));
		const seen = Object.fromEntries(Object.keys(wanted).map(path => [path, wantedOf(selection, path)]));
		assert.deepEqual(seen, wanted, toggles.join(' '));
		assert.equal(isEverything(selection), wanted[''] === 'all');
	}
});

test('who accepts and then changes something has not accepted that', () => {
	assert.ok(after({kind: 'accept'}).isAccepted);
	for (const change of [toggle('a'), {kind: 'edit'}, {kind: 'refuse'}] as const) {
		assert.ok(!after({kind: 'accept'}, change).isAccepted, change.kind);
	}

	assert.ok(after({kind: 'accept'}, {kind: 'focus'}).isAccepted, 'looking elsewhere changes nothing');
});

test('keys go to the tree or to the field', () => {
	assert.deepEqual([after().focus, after({kind: 'focus'}).focus, after({kind: 'focus'}, {kind: 'focus'}).focus], ['tree', 'directory', 'tree']);
});
