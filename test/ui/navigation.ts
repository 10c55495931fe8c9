import assert from 'node:assert/strict';
import test from 'node:test';
import {
	firstScreens, isDialog, pop, push, replace, topOf, withoutShare,
} from '../../source/ui/navigation.ts';

const share = {kind: 'share', id: 'a', tab: 'files'} as const;
const key = {kind: 'key', id: 'a'} as const;

test('screens lie on each other and come off again, but for the first one', () => {
	const screens = push(push(firstScreens, share), key);
	assert.deepEqual(topOf(screens), key);
	assert.deepEqual(pop(screens), [...firstScreens, share]);
	assert.deepEqual(pop(firstScreens), firstScreens);
});

test('a screen goes in the place of another one of its kind', () => {
	assert.deepEqual(push(push(firstScreens, {kind: 'get', text: ''}), {kind: 'get', text: 'ferry1'}), [...firstScreens, {kind: 'get', text: 'ferry1'}]);
	assert.deepEqual(replace(push(firstScreens, share), {...share, tab: 'peers'}), [...firstScreens, {...share, tab: 'peers'}]);
	assert.deepEqual(replace(firstScreens, share), [...firstScreens, share]);
	assert.deepEqual(replace([...firstScreens, share, key], {...share, tab: 'peers'}), [...firstScreens, {...share, tab: 'peers'}], 'also where that lies below');
	assert.deepEqual(replace([...firstScreens, share, {kind: 'get', text: ''}], key), [...firstScreens, share, key]);
});

test('a share that is gone takes its screens along', () => {
	assert.deepEqual(withoutShare(push(push(firstScreens, share), key), 'a'), firstScreens);
	assert.deepEqual(withoutShare(push(firstScreens, share), 'b'), [...firstScreens, share]);
});

test('dialogs are told from screens', () => {
	assert.ok(isDialog({kind: 'help'}));
	assert.ok(!isDialog(share));
	assert.ok(!isDialog({kind: 'people'}));
});
