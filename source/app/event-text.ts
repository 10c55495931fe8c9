import {displayText} from '../base/display-text.ts';
import {count, shortKey, size} from '../base/format.ts';
import type {FerryEvent, PeerRoute, ShareKind} from './events.ts';
import {keptText, leftOutText, notCreatedText} from './reason-text.ts';

/** What a piece of text means; the colour follows from it. */
export type Tone = 'normal' | 'good' | 'warning' | 'bad' | 'faint';

/** What an event says to people, and in which tone. */
export type Remark = {readonly tone: Tone; readonly text: string};

/** The line for an event that is worth one. Those that come often are left to the progress line and the summary. */
export function eventText(event: FerryEvent): Remark | undefined {
	switch (event.type) {
		case 'scanned': {
			return {tone: 'normal', text: scannedText(event)};
		}

		case 'left-out': {
			return {tone: 'warning', text: `Left out: ${displayText(event.path)} (${leftOutText(event.reason)})`};
		}

		case 'feed': {
			return {tone: 'faint', text: `${quoted(event.name)} has its key; not announced yet …`};
		}

		case 'announced': {
			return {tone: 'normal', text: 'Announced. To get it on another computer, run there: ferry get\nand paste the key when it asks. Sharing goes on until Ctrl-C.'};
		}

		case 'version': {
			const whole = [contents(event.files, event.bytes), ...notCarried(event.leftOut)].join(', ');
			return {tone: 'good', text: event.changed ? `Version ${event.version} is complete: ${whole}` : `Nothing has changed since version ${event.version}: ${whole}`};
		}

		case 'source-changed': {
			const path = displayText(event.path);
			return {tone: 'warning', text: event.change === 'gone' ? `No longer in the share: ${path}` : `Changed since the last version: ${path}`};
		}

		case 'delivered': {
			const place = event.output ? 'written to its output' : 'synced to its disk';
			const what = event.everything ? `version ${event.version}` : `what was wanted of version ${event.version}`;
			return {tone: 'good', text: `Delivered ${what} to ${shortKey(event.peer)}: ${contents(event.files, event.bytes)}, ${place}`};
		}

		case 'sent-offer': {
			const who = event.name === undefined ? shortKey(event.peer) : displayText(event.name);
			return {tone: event.status === 'accepted' ? 'good' : 'normal', text: sentOfferTexts[event.status](who)};
		}

		case 'found': {
			const reading = event.reading ? ' so far; the sharer is still reading' : '';
			const place = `It goes into the folder ${displayText(event.directory)}`;
			const whole = event.kind === 'file' ? size(event.bytes) : contents(event.files, event.bytes);
			return {tone: 'normal', text: `Found ${quoted(event.name)}: ${kinds[event.kind]}, ${whole}${reading}\n${place}`};
		}

		case 'kept-both': {
			return {tone: 'normal', text: `Kept your ${displayText(event.path)}; the new one is ${displayText(event.placedAs)}`};
		}

		case 'not-created': {
			return {tone: 'warning', text: `Not created: ${displayText(event.path)} (${notCreatedText(event.reason)})`};
		}

		case 'gone': {
			return {tone: 'warning', text: `No longer there on the sharer's side: ${displayText(event.path)}`};
		}

		case 'content-gone': {
			return {tone: 'warning', text: `Gone, nobody who can be reached has it any more: ${displayText(event.path)}`};
		}

		case 'newer-version': {
			return {tone: 'normal', text: `There is a newer version: ${event.version}. Get it again to have it, or with --live every one as it comes.`};
		}

		case 'deleted': {
			if (event.mirror && !event.unpicked) {
				return {tone: 'normal', text: `Removed, as the share does not have it: ${displayText(event.path)}${event.mirror === 'directory' ? '/' : ''}`};
			}

			return {tone: 'normal', text: `Removed, as it is ${event.unpicked ? 'not picked any more' : 'no longer in the share'}: ${displayText(event.placedAs ?? event.path)}`};
		}

		case 'kept': {
			if (event.reason !== undefined) {
				return {tone: 'warning', text: `Not in the share, but it stays (${keptText(event.reason)}): ${displayText(event.path)}`};
			}

			return {tone: 'warning', text: `${event.unpicked ? 'Not picked any more' : 'No longer in the share'}, but changed here, so it stays: ${displayText(event.placedAs ?? event.path)}`};
		}

		case 'disk-full': {
			return {tone: 'bad', text: `The disk of ${displayText(event.place)} is full: ${size(event.neededBytes)} needed, ${size(event.freeBytes)} free. It goes on when there is room.`};
		}

		case 'disk-has-room': {
			return {tone: 'good', text: 'There is room on the disk again; going on.'};
		}

		case 'peer-connected': {
			return {tone: 'faint', text: `${shortKey(event.peer)} connected ${routes[event.route]}`};
		}

		case 'peer-route': {
			return {tone: 'faint', text: `${shortKey(event.peer)} goes on ${routes[event.route]}`};
		}

		case 'peer-disconnected': {
			return {tone: 'faint', text: `${shortKey(event.peer)} disconnected`};
		}

		case 'peer-asks': {
			return {tone: 'warning', text: `${shortKey(event.peer)} at ${event.address} asks for the share`};
		}

		case 'warning': {
			return {tone: 'warning', text: `Warning: ${displayText(event.message)}`};
		}

		case 'stopping': {
			return {tone: 'faint', text: 'Stopping …'};
		}

		case 'reading':
		case 'serving':
		case 'searching':
		case 'receiving':
		case 'identical':
		case 'skipped':
		case 'overwritten':
		case 'received': {
			return undefined;
		}
	}
}

const sentOfferTexts = {
	waiting: (who: string) => `Offered to ${who}, who is told as soon as both are there`,
	received: (who: string) => `${who} has received the offer`,
	accepted: (who: string) => `${who} has accepted the offer`,
	refused: (who: string) => `${who} does not want it`,
} as const;

const routes: Readonly<Record<PeerRoute, string>> = {tcp: 'over TCP', udp: 'over UDP', relayed: 'through a relay'};

/** What a share is, for people. */
const kinds: Readonly<Record<ShareKind, string>> = {folder: 'a folder', file: 'a file', several: 'several paths'};

/** A name from a feed, safe to print, in quotation marks. */
export function quoted(name: string): string {
	return `“${displayText(name)}”`;
}

/** `12 files, 3 MB`. */
export function contents(files: number, bytes: number): string {
	return `${count(files, 'file')}, ${size(bytes)}`;
}

function notCarried(leftOut: number): string[] {
	return leftOut > 0 ? [`${leftOut.toLocaleString('en-US')} left out`] : [];
}

function scannedText(event: Extract<FerryEvent, {type: 'scanned'}>): string {
	const found = [
		count(event.files, 'file'),
		count(event.directories, 'folder'),
		...(event.symlinks > 0 ? [count(event.symlinks, 'symlink')] : []),
		size(event.bytes),
	];
	const rest = [
		...notCarried(event.leftOut),
		...(event.ignored > 0 ? [`${event.ignored.toLocaleString('en-US')} ignored`] : []),
	];
	return `Scanned ${found.join(', ')}${rest.length > 0 ? ` (${rest.join(', ')})` : ''}`;
}
