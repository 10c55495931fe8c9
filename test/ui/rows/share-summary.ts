import assert from 'node:assert/strict';
import test from 'node:test';
import {shareSummary, type SummaryOptions} from '../../../source/ui/rows/share-summary.ts';
import {textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';
import {sampleShare, sampleShares} from '../../helpers/fake-engine.ts';

const {glyphs} = themeFor('dark', {});
const small: SummaryOptions = {
	width: 40, glyphs, isRoomy: false, hasKey: true,
};
const roomy: SummaryOptions = {...small, width: 80, isRoomy: true};
const summary = (share: Parameters<typeof sampleShare>[0], options: SummaryOptions): readonly string[] => shareSummary(sampleShare(share), options).map(line => textOf(line));

test('in a small terminal a problem and what to do about it take the place of the key', () => {
	assert.deepEqual(summary(sampleShares.failed, small), [
		'✗ failed  The folder /mnt/nas/Drafts',
		'          can’t be written to.',
		'          Give yourself the right to',
		'          write there, then press p.',
	]);
	assert.equal(summary({}, small).length, 3);
	assert.ok(summary({}, small).join('').endsWith(sampleShare().key));
});

test('with room a problem stands above the key', () => {
	const lines = summary(sampleShares.failed, roomy);
	assert.match(lines.slice(0, 2).join(' '), /can’t be written to\. .*then press p\.$/v);
	assert.equal(lines.at(-1), sampleShares.failed.key);
});
