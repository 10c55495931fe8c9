import assert from 'node:assert/strict';
import test from 'node:test';
import {progressBar} from '../../source/ui/progress-bar.ts';
import {textOf} from '../../source/ui/spans.ts';
import {themeFor} from '../../source/ui/theme.ts';

const {glyphs} = themeFor('dark', {FERRY_ASCII: '1'});

test('a bar is empty only before anything is done, and full only when all is', () => {
	const cases = [[0, '----'], [0.001, '#---'], [0.5, '##--'], [0.999, '###-'], [1, '####']] as const;
	for (const [done, bar] of cases) {
		assert.equal(textOf(progressBar(done, 4, {glyphs, tone: 'busy'})), bar);
	}

	assert.deepEqual(progressBar(0.5, 0, {glyphs, tone: 'busy'}), []);
});
