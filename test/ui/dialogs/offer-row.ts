import assert from 'node:assert/strict';
import test from 'node:test';
import {everythingRow, offerRow, type OfferRowOptions} from '../../../source/ui/dialogs/offer-row.ts';
import {columnsOf} from '../../../source/ui/fit-text.ts';
import {spokenText, textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';

const options: OfferRowOptions = {
	width: 40, glyphs: themeFor('dark', {}).glyphs, isSelected: false, depth: 0, isOpen: false, wanted: 'all',
};
const file = {name: 'a.txt', kind: 'file', size: 1200} as const;
const folder = {name: 'music', kind: 'directory', size: undefined} as const;

test('a row shows whether it is wanted, its name and its size', () => {
	assert.equal(textOf(offerRow(file, options)), '  ◉   a.txt                       1.2 kB');
	assert.equal(textOf(offerRow(file, {
		...options, wanted: 'nothing', isSelected: true, depth: 1,
	})), '▌ ○     a.txt                     1.2 kB');
	assert.equal(textOf(offerRow(folder, {...options, wanted: 'part', isOpen: true})).trimEnd(), '  ◎ ▾ music/');
	assert.equal(textOf(offerRow({...folder, kind: 'symlink'}, options)).trimEnd(), '  ◉   music (link)');
	assert.equal(textOf(everythingRow({...options, isSelected: true})).trimEnd(), '▌ ◉ everything');
});

test('a row can be heard', () => {
	assert.equal(spokenText(offerRow(folder, {...options, wanted: 'part', isSelected: true})), 'selected: partly wanted folder music/');
	assert.equal(spokenText(everythingRow({...options, wanted: 'nothing'})), 'not wanted everything');
});

test('whatever a name holds, a row has its width', () => {
	for (const name of ['星の写真'.repeat(20), '🎙️ podcast', 'a\u{202E}b\u{1B}[31m', 'x'.repeat(500), 'مرحبا']) {
		for (const width of [30, 40, 72, 196]) {
			for (const depth of [0, 3, 60]) {
				assert.equal(columnsOf(textOf(offerRow({...file, name}, {...options, width, depth}))), width, `${name} ${width} ${depth}`);
			}
		}
	}
});
