import assert from 'node:assert/strict';
import test from 'node:test';
import type {BlockView} from '../../../source/app/engine-state.ts';
import {blockMap} from '../../../source/ui/rows/block-map.ts';
import {textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';

const {glyphs} = themeFor('dark', {});
const view: BlockView = {
	blocks: 4, here: 3, inFlight: 0, isEnough: false, cells: [{state: 'here', peers: 1}, {state: 'here', peers: 1}, {state: 'missing', peers: 0}, {state: 'here', peers: 1}],
};
const linesOf = (change: Partial<BlockView>, width = 80): readonly string[] => blockMap({...view, ...change}, {width, rows: 20, glyphs}).map(line => textOf(line));

test('it is told how much is here, and what nobody has', () => {
	const [sum, legend, , map] = linesOf({});
	assert.equal(sum, '3 of 4 blocks here, 75 %');
	assert.equal(legend, '█ here  ▒ partly  ▞ on its way  · missing  × nobody has it');
	assert.equal(map, '██×█');
	assert.equal(linesOf({inFlight: 2})[0], '3 of 4 blocks here, 75 %, 2 on their way');
});

test('what nobody needs is not called missing', () => {
	const [sum, legend, , map] = linesOf({isEnough: true});
	assert.equal(sum, 'All that is needed is here: 3 of 4 blocks');
	assert.equal(legend, '█ here  ▒ partly  · not needed');
	assert.equal(map, '██·█');
	assert.equal(linesOf({isEnough: true, here: 4})[0], '4 of 4 blocks here, 100 %');
	assert.match(linesOf({isEnough: true}, 30)[0]!, /^All that is needed is here/v);
});
