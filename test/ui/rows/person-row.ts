import assert from 'node:assert/strict';
import test from 'node:test';
import type {PersonView} from '../../../source/app/engine-state.ts';
import {ownLine, personDetails} from '../../../source/ui/rows/person-details.ts';
import {
	personColumns, personLabel, personRow, personState,
} from '../../../source/ui/rows/person-row.ts';
import {spokenText, textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';

const {glyphs} = themeFor('dark', {});
const key = '3f9a6b24'.repeat(8);

const stranger: PersonView = {
	peer: key, name: undefined, toldName: 'Ben', isContact: false, isBlocked: false, isOnline: true, isOnLan: true,
};
const contact: PersonView = {
	...stranger, name: 'Ben', toldName: 'ben-laptop', isContact: true,
};

test('whether somebody is there is told in a sign and a word', () => {
	const cases: ReadonlyArray<readonly [change: Partial<PersonView>, text: string]> = [
		[{}, '● on this LAN'],
		[{isOnLan: false}, '● online'],
		[{isOnline: false, isOnLan: false}, '○ away'],
		[{isBlocked: true}, '✗ blocked'],
	];
	for (const [change, text] of cases) {
		const {mark, word} = personState({...stranger, ...change}, glyphs);
		assert.equal(`${mark} ${word}`, text);
	}
});

test('what a peer unverified name never stands where the name of a contact does', () => {
	const row = (person: PersonView, width: number): string => textOf(personRow(person, {
		widthOf: personColumns(width), glyphs, isSelected: false, isPicked: false,
	})).trimEnd();
	assert.equal(row(contact, 100), '   Ben                                ● on this LAN  3f9a6b24…  “ben-laptop”');
	assert.equal(row(stranger, 100), '   3f9a6b24…                          ● on this LAN             “Ben”');
	assert.equal(row(contact, 40), '   Ben                     ● on this LAN');
	assert.equal(row(stranger, 40), '   3f9a6b24…               ● on this LAN');
	assert.equal(spokenText(personRow(stranger, {
		widthOf: personColumns(100), glyphs, isSelected: true, isPicked: true,
	})), 'selected: picked 3f9a6b24… on this LAN unverified name Ben');
});

test('below the list stands who it is, with the whole key and the words to compare', () => {
	const details = (person: PersonView, width: number, words?: readonly string[]): readonly string[] => personDetails(person, {width, rows: 4, words}).map(spans => textOf(spans));
	assert.deepEqual(details(contact, 100, ['amber', 'canoe']).slice(0, 3), [
		'Who    Ben, unverified name “ben-laptop”',
		`Key    ${key}`,
		'Words  amber canoe',
	]);
	assert.deepEqual(details(stranger, 40).slice(0, 3), ['No contact, unverified name “Ben”', key.slice(0, 40), key.slice(40)]);
	assert.deepEqual(details({...stranger, toldName: '\u{202E}neB'}, 100)[0], String.raw`Who    No contact, unverified name “\u{202e}neB”`);
});

test('somebody without a name is called by their key', () => {
	assert.equal(personLabel(key, undefined), '3f9a6b24…');
	assert.equal(personLabel(key, ''), '3f9a6b24…');
	assert.equal(personLabel(key, '\u{1B}[2JBen'), String.raw`\u{1b}[2JBen`);
});

test('who sits here sees what others see of them', () => {
	const text = (ownName: string, lanOffers: boolean, width: number): string => textOf(ownLine({ownName, ownKey: key, lanOffers}, width));
	assert.equal(text('Ada', true, 200), `You are “Ada”; contacts and the local network may offer you something. Your key: ${key}`);
	assert.equal(text('', false, 80), 'You have no name yet; only contacts may offer you something.');
	assert.equal(text('Ada', true, 40), 'You are “Ada”; contacts and the local n…');
});
