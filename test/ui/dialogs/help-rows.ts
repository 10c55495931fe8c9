import assert from 'node:assert/strict';
import test from 'node:test';
import {helpGroups, helpRows} from '../../../source/ui/dialogs/help-rows.ts';
import {keyLabel, keymap} from '../../../source/ui/keymap.ts';
import {textOf} from '../../../source/ui/spans.ts';

test('every action stands in the help once', () => {
	const ids = helpGroups().flatMap(({actions}) => actions.map(({id}) => id));
	assert.deepEqual(ids.toSorted(), keymap.map(({id}) => id).toSorted());
});

test('the help fits its width, in more columns where there is room, and leaves nothing out', () => {
	const words = (text: string): readonly string[] => text.split(/\s+/v).filter(word => word !== '').toSorted();
	const expected = words([...helpGroups().map(({title}) => title), ...keymap.flatMap(({keys, help}) => [...keys.map(key => keyLabel(key)), help])].join(' '));
	const heights = [36, 72, 96, 144, 196].map(width => {
		const lines = helpRows(width).map(line => textOf(line));
		assert.ok(lines.every(line => line.length <= width), `${width}`);
		assert.deepEqual(words(lines.join(' ')), expected);
		return lines.length;
	});
	assert.deepEqual(heights, heights.toSorted((a, b) => b - a));
	assert.ok(heights.at(-1)! < heights[0]! / 3);
});
