import type {PersonView} from '../../app/engine-state.ts';
import {shortKey} from '../../base/format.ts';
import {type ColumnWidths, fitColumns} from '../columns.ts';
import {fitText, safeText} from '../fit-text.ts';
import {joinSpans, type Spans} from '../spans.ts';
import type {Glyphs, Tone} from '../theme.ts';

type Id = 'name' | 'state' | 'key' | 'told';

/** What a peer calls itself has a column of its own: nobody takes it for the name of a contact. */
const columns = [
	{
		id: 'name', heading: 'NAME', min: 12, preferred: 24, priority: 0,
	},
	{
		id: 'state', heading: 'STATE', min: 13, preferred: 13, priority: 1,
	},
	{
		id: 'key', heading: 'KEY', min: 9, preferred: 9, priority: 2,
	},
	{
		id: 'told', heading: 'UNVERIFIED NAME', min: 14, preferred: 36, priority: 3,
	},
] as const;

/** The cursor, whether it is picked, and a space. */
const prefixWidth = 3;

/** How wide the columns of a list of people are. */
export function personColumns(width: number): ColumnWidths<Id> {
	return fitColumns(columns, width - prefixWidth);
}

/** The line above the list. */
export function personHeadings(widthOf: ColumnWidths<Id>): Spans {
	return [{text: ' '.repeat(prefixWidth)}, ...joinSpans(columns.map(({id, heading}) => [{text: fitText(heading, widthOf(id)), tone: 'dim' as const, spoken: ''}]), 2)];
}

/** How a state looks. */
export type PersonState = {readonly mark: string; readonly word: string; readonly tone: Tone};

/** Whether somebody is there, in a word, with its sign. */
export function personState({isBlocked, isOnline, isOnLan}: Pick<PersonView, 'isBlocked' | 'isOnline' | 'isOnLan'>, glyphs: Glyphs): PersonState {
	if (isBlocked) {
		return {mark: glyphs.bad, word: 'blocked', tone: 'bad'};
	}

	return isOnline
		? {mark: glyphs.serving, word: isOnLan ? 'on this LAN' : 'online', tone: 'ok'}
		: {mark: glyphs.waiting, word: 'away', tone: 'dim'};
}

/** Somebody by the name that the user gave them, or else by their key; safe to print. */
export function personLabel(peer: string, name: string | undefined): string {
	return name === undefined || name === '' ? shortKey(peer) : safeText(name);
}

export type PersonRowOptions = {
	readonly widthOf: ColumnWidths<Id>;
	readonly glyphs: Glyphs;
	readonly isSelected: boolean;
	readonly isPicked: boolean;
};

/** Somebody as one line: the user's name for them, whether they are there, their key, and what they call themselves. */
export function personRow(person: PersonView, {widthOf, glyphs, isSelected, isPicked}: PersonRowOptions): Spans {
	const {peer, name, toldName, isBlocked} = person;
	const {mark, word, tone} = personState(person, glyphs);
	const cell = (id: Id, text: string, cellTone: Tone, spoken = safeText(text)): Spans => [{
		text: fitText(text, widthOf(id), {ellipsis: glyphs.ellipsis}), tone: isBlocked && cellTone !== 'bad' ? 'dim' : cellTone, spoken: text === '' ? '' : spoken,
	}];
	const told = toldName ?? '';
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		{text: `${isPicked ? glyphs.chosen : ' '} `, tone: 'accent', spoken: isPicked ? 'picked' : ''},
		...joinSpans([
			cell('name', name ?? shortKey(peer), name === undefined ? 'plain' : 'strong'),
			cell('state', `${mark} ${word}`, tone, word),
			cell('key', name === undefined ? '' : shortKey(peer), 'dim'),
			cell('told', told === '' ? '' : `“${told}”`, 'dim', `unverified name ${safeText(told)}`),
		], 2),
	];
}
