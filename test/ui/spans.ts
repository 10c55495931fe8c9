import assert from 'node:assert/strict';
import test from 'node:test';
import {joinSpans, mergeSpans, textOf} from '../../source/ui/spans.ts';

test('spaces and equal tones go together', () => {
	assert.deepEqual(
		mergeSpans([{text: 'a', tone: 'ok'}, {text: '  '}, {text: 'b', tone: 'ok'}, {text: 'c'}, {text: ''}, {text: 'd', tone: 'plain'}]),
		[{text: 'a  b', tone: 'ok'}, {text: 'cd', tone: 'plain'}],
	);
});

test('empty pieces take no gap', () => {
	assert.equal(textOf(joinSpans([[{text: 'a'}], [{text: ''}], [], [{text: 'b'}, {text: 'c'}]], 2)), 'a  bc');
});
