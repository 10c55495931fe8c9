import {displayText} from '../base/display-text.ts';
import {dateText, shortKey} from '../base/format.ts';
import {contents, quoted} from '../app/event-text.ts';
import type {Result} from './output.ts';

type ResultOf<Type extends Result['type']> = Extract<Result, {type: Type}>;

/** One line; the key comes first and holds no space. What somebody calls itself is never shown as if it were a contact's name. */
export function personText({key, name, toldName, blocked, online, lan}: ResultOf<'peer'>): string {
	return [
		key,
		(blocked ? 'blocked' : (online ? 'online' : 'offline')).padEnd('offline'.length),
		...(name === undefined ? [lan ? 'in this network' : 'no contact'] : [displayText(name)]),
		...(toldName === undefined ? [] : [`calls itself ${quoted(toldName)}`]),
	].join('  ');
}

/** So many of its files are named. */
const mostPaths = 5;

/** A line for the offer, with its number first, and the first of its files below. */
export function peerOfferText({id, peer, contact, toldName, name, files, bytes, paths, more, time, lan}: ResultOf<'peer-offer'>): string {
	const who = contact === undefined
		? `${shortKey(peer)}${toldName === undefined ? '' : `, who calls itself ${quoted(toldName)}`}${lan ? ', in this network' : ''}`
		: displayText(contact);
	const rest = more + Math.max(0, paths.length - mostPaths);
	return [
		`${id}  ${quoted(name)}  ${contents(files, bytes)}  from ${who}  ${dateText(time)}`,
		...paths.slice(0, mostPaths).map(path => `     ${displayText(path)}`),
		...(rest > 0 && paths.length > 0 ? [`     … and ${rest.toLocaleString('en-US')} more`] : []),
	].join('\n');
}
