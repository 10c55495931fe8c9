import assert from 'node:assert/strict';
import test from 'node:test';
import {keyHints} from '../../source/ui/key-hints.ts';
import {textOf} from '../../source/ui/spans.ts';

test('the keys that fit are shown, and always the last one', () => {
	const hints = (width: number): string => textOf(keyHints(['share', 'get', 'pause', 'help'], width));
	assert.equal(hints(80), 's share   g get   p pause   ? help');
	assert.equal(hints(34), 's share   g get   p pause   ? help');
	assert.equal(hints(33), 's share  g get  p pause  ? help');
	assert.equal(hints(30), 's share  g get  ? help');
	assert.equal(hints(6), '? help');
	assert.equal(textOf(keyHints([], 20)), '');
});

test('an action may go by another word', () => {
	assert.equal(textOf(keyHints(['pause', 'close'], 40, {titles: {pause: 'resume', close: 'back'}})), 'p resume   Esc back');
});
