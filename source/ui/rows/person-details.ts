import type {PersonView} from '../../app/engine-state.ts';
import {cutText, safeText} from '../fit-text.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {personLabel} from './person-row.ts';

export type PersonDetailsOptions = {
	readonly width: number;
	readonly rows: number;
	/** Undefined while they are not known. */
	readonly words: readonly string[] | undefined;
};

const advice = 'Compare these words, by telephone for instance: they are the same on both sides only if nobody has put in another key.';

/** From so many columns on, a line has a label and a whole key or all words. */
export const labelledWidth = 78;

const labelWidth = 7;

/** What there is to know about somebody, in at most so many lines: who they are, their whole key, and the words to compare. */
export function personDetails({peer, name, toldName, isContact}: PersonView, {width, rows, words}: PersonDetailsOptions): readonly Spans[] {
	const hasLabels = width >= labelledWidth;
	const label = (text: string): Spans => hasLabels ? [{text: text.padEnd(labelWidth), tone: 'dim'}] : [];
	const room = width - (hasLabels ? labelWidth : 0);
	const told = toldName === undefined || toldName === '' ? '' : `unverified name “${safeText(toldName)}”`;
	const who = cutText(`${isContact ? personLabel(peer, name) : 'No contact'}${told === '' ? '' : `, ${told}`}`, room);
	return [
		[...label('Who'), {text: who, tone: isContact ? 'strong' : 'plain'}] satisfies Spans,
		...wrapText(peer, room).map((text, index): Spans => [...label(index === 0 ? 'Key' : ''), {text}]),
		...(words === undefined ? [] : wrapText(words.join(' '), room, 2).map((text, index): Spans => [...label(index === 0 ? 'Words' : ''), {text, tone: 'accent'}])),
		...wrapText(advice, room, 2).map((text): Spans => [...label(''), {text, tone: 'dim'}]),
	].slice(0, rows);
}

/** Whoever sits here, for the line below a list of people: what they are called, their key, and who may offer them something. */
export function ownLine({ownName, ownKey, lanOffers}: {readonly ownName: string; readonly ownKey: string; readonly lanOffers: boolean}, width: number): Spans {
	const name = ownName === '' ? 'You have no name yet' : `You are “${safeText(ownName)}”`;
	const from = lanOffers ? 'contacts and the local network may offer you something' : 'only contacts may offer you something';
	const whole = `${name}; ${from}. Your key: ${ownKey}`;
	const short = `${name}; ${from}.`;
	return [{text: whole.length <= width ? whole : cutText(short, width), tone: 'dim'}];
}
