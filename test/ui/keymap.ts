import assert from 'node:assert/strict';
import test from 'node:test';
import {
	type ActionId, findAction, keyLabel, keymap, type Place,
} from '../../source/ui/keymap.ts';
import {themeFor} from '../../source/ui/theme.ts';

/** What is there at the same time. */
const together: ReadonlyArray<readonly Place[]> = [
	['everywhere', 'list', 'shares'],
	['everywhere', 'list', 'share', 'files'],
	['everywhere', 'list', 'share', 'peers'],
	['everywhere', 'list', 'share', 'blocks'],
	['everywhere', 'list', 'share', 'activity'],
	['everywhere', 'list', 'share', 'history'],
	['everywhere', 'list', 'people'],
	['everywhere', 'list', 'field'],
	['everywhere', 'list', 'picking'],
	['everywhere', 'dialog', 'form'],
	['everywhere', 'dialog', 'form', 'offer', 'tree'],
	['everywhere', 'dialog', 'confirm'],
	['everywhere', 'dialog', 'confirm', 'quit'],
	['everywhere', 'dialog', 'request'],
	['everywhere', 'dialog', 'list', 'inbox'],
	['everywhere', 'dialog', 'key'],
	['everywhere', 'dialog', 'help', 'list'],
];

test('no key means two things in the same place', () => {
	for (const places of together) {
		const actions = keymap.filter(action => action.places.some(place => places.includes(place)));
		const keys = actions.flatMap(action => action.keys);
		assert.deepEqual(keys.filter((key, index) => keys.indexOf(key) !== index), [], places.join(' '));
	}
});

test('every action has an id of its own, a key, a short title and a sentence', () => {
	assert.equal(new Set(keymap.map(({id}) => id)).size, keymap.length);
	for (const {id, keys, title, help, places} of keymap) {
		assert.ok(keys.length > 0 && places.length > 0, id);
		assert.ok(title.length <= 12, id);
		assert.match(help, /^[A-Z].*\.$/v, id);
	}
});

test('a key finds its action among those that are handled', () => {
	const cases: ReadonlyArray<readonly [key: string, ids: readonly ActionId[], found: ActionId | undefined]> = [
		['j', ['up', 'down'], 'down'],
		['n', ['name-peer'], 'name-peer'],
		['n', ['allow', 'refuse'], 'refuse'],
		['n', ['up'], undefined],
		['P', ['pause', 'pause-all'], 'pause-all'],
	];
	for (const [key, ids, found] of cases) {
		assert.equal(findAction(key, Object.fromEntries(ids.map(id => [id, true]))), found);
	}
});

test('keys are named as they stand on the keyboard', () => {
	assert.deepEqual(['x', 'P', 'up', 'escape', 'ctrl+c', 'shift+tab'].map(key => keyLabel(key)), ['x', 'P', '↑', 'Esc', 'Ctrl-C', 'Shift-Tab']);
	assert.deepEqual(['up', 'left', 'x'].map(key => keyLabel(key, themeFor('dark', {FERRY_ASCII: '1'}).arrowKeys)), ['Up', 'Left', 'x']);
});
