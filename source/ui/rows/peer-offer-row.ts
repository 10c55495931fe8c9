import type {PeerOfferView, PersonView} from '../../app/engine-state.ts';
import {count, shortKey, size} from '../../base/format.ts';
import {type ColumnWidths, fitColumns} from '../columns.ts';
import {cutText, fitText, safeText} from '../fit-text.ts';
import {joinSpans, type Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {wrapText} from '../wrap-text.ts';
import {personLabel} from './person-row.ts';

type Id = 'name' | 'from' | 'amount';

const columns = [
	{
		id: 'name', heading: 'OFFERED', min: 16, preferred: 30, priority: 0,
	},
	{
		id: 'from', heading: 'FROM', min: 10, preferred: 20, priority: 1,
	},
	{
		id: 'amount', heading: '', min: 18, preferred: 24, priority: 2,
	},
] as const;

/** How wide the columns of a list of offers are, with one for the cursor. */
export function peerOfferColumns(width: number): ColumnWidths<Id> {
	return fitColumns(columns, width - 1);
}

/** The person behind an offer, as far as anybody is known by that key. */
export type Sender = Pick<PersonView, 'name' | 'toldName' | 'isContact'> & Partial<Pick<PersonView, 'isOnline'>>;

export type PeerOfferRowOptions = {readonly widthOf: ColumnWidths<Id>; readonly glyphs: Glyphs; readonly isSelected: boolean; readonly sender: Sender | undefined};

/** An offer as one line: what it is called, who has sent it, how much it is. All but a contact's name are the words of the peer. */
export function peerOfferRow({peer, name, files, bytes}: PeerOfferView, {widthOf, glyphs, isSelected, sender}: PeerOfferRowOptions): Spans {
	const amount = `${count(files, 'file')}, ${size(bytes)}`;
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		...joinSpans([
			[{text: fitText(name, widthOf('name'), {ellipsis: glyphs.ellipsis}), spoken: safeText(name)}],
			[{
				text: fitText(personLabel(peer, sender?.name), widthOf('from'), {ellipsis: glyphs.ellipsis}),
				tone: sender?.name === undefined ? 'plain' : 'strong',
				spoken: `from ${personLabel(peer, sender?.name)}`,
			}],
			[{text: fitText(amount, widthOf('amount'), {ellipsis: glyphs.ellipsis}), tone: 'dim', spoken: amount}],
		], 2),
	];
}

/** Who has sent an offer: a contact by the user's name, anybody else by their key, with what they call themselves said to be unverified; and whether they are away, as far as that is known. */
export function senderText({peer, isFromLan}: Pick<PeerOfferView, 'peer' | 'isFromLan'>, sender: Sender | undefined): string {
	const away = sender?.isOnline === false ? ', away now' : '';
	if (sender?.isContact && sender.name !== undefined) {
		return `${safeText(sender.name)}, your contact${away}`;
	}

	const told = sender?.toldName ?? '';
	return `${shortKey(peer)}${isFromLan ? ' on this LAN' : ''}, no contact${told === '' ? '' : `, unverified name “${safeText(told)}”`}${away}`;
}

const kinds: Readonly<Record<PeerOfferView['kind'], string>> = {folder: 'a folder', file: 'a file', several: 'files and folders'};

/** What a peer says of what it offers, in at most so many lines: name and amount, the sender with the whole key, and the first paths. */
export function peerOfferDetails(offer: PeerOfferView, {sender, width, rows}: {readonly sender: Sender | undefined; readonly width: number; readonly rows: number}): readonly Spans[] {
	const {name, kind, files, bytes, peer, paths, more} = offer;
	const what = `: ${kinds[kind]}, ${count(files, 'file')}, ${size(bytes)}`;
	const above: readonly Spans[] = [
		[{text: cutText(`“${cutText(safeText(name), Math.max(8, width - what.length - 2), {cut: 'middle'})}”${what}`, width), tone: 'strong'}],
		[{text: cutText(`From ${senderText(offer, sender)}`, width), tone: sender?.isContact ? 'accent' : 'warning'}],
		...(rows >= 9 ? wrapText(peer, width).map((text): Spans => [{text, tone: 'dim'}]) : []),
	];
	const room = Math.max(0, rows - above.length);
	const shown = paths.length + (more > 0 ? 1 : 0) <= room ? paths : paths.slice(0, Math.max(0, room - 1));
	const left = more + paths.length - shown.length;
	return [
		...above,
		...shown.map((path): Spans => [{text: `  ${cutText(safeText(path), width - 2, {cut: 'middle'})}`}]),
		...(left > 0 && room > 0 ? [[{text: `  and ${left.toLocaleString('en-US')} more`, tone: 'dim' as const}]] : []),
	].slice(0, rows);
}
