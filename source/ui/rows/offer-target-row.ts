import type {PersonView, SentOffer} from '../../app/engine-state.ts';
import {fitColumns} from '../columns.ts';
import {fitText} from '../fit-text.ts';
import {joinSpans, type Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {personLabel, personState} from './person-row.ts';
import {sentWords} from './sent-offer-text.ts';

const columns = [
	{
		id: 'name', min: 12, preferred: 28, priority: 0,
	},
	{
		id: 'status', min: 9, preferred: 14, priority: 1,
	},
	{
		id: 'state', min: 13, preferred: 13, priority: 2,
	},
] as const;

export type OfferTargetRowOptions = {
	readonly width: number;
	readonly glyphs: Glyphs;
	readonly isSelected: boolean;
	readonly isPicked: boolean;
	/** Of what was offered before. */
	readonly status: SentOffer['status'] | undefined;
};

/** Somebody to whom a share can be offered, as one line: whether they are picked, there, and what they have said of it. */
export function offerTargetRow(person: PersonView, {width, glyphs, isSelected, isPicked, status}: OfferTargetRowOptions): Spans {
	const widthOf = fitColumns(columns, width - 3);
	const {mark, word, tone} = personState(person, glyphs);
	const said = status === undefined ? '' : sentWords[status];
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		{text: `${isPicked ? glyphs.chosen : glyphs.notChosen} `, tone: isPicked ? 'accent' : 'dim', spoken: isPicked ? 'on:' : 'off:'},
		...joinSpans([
			[{text: fitText(personLabel(person.peer, person.name), widthOf('name'), {ellipsis: glyphs.ellipsis}), tone: person.name === undefined ? 'plain' : 'strong'}],
			[{text: fitText(`${mark} ${word}`, widthOf('state')), tone, spoken: word}],
			[{text: fitText(said, widthOf('status')), tone: status === 'accepted' ? 'ok' : 'dim', spoken: said}],
		], 2),
	];
}
