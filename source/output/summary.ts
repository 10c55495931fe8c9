import type {FerryEvent} from '../app/events.ts';
import {displayText} from '../base/display-text.ts';
import {contents, type Remark} from '../app/event-text.ts';
import {isObstructed} from '../app/reason-text.ts';
import {
	count, duration, shortKey, size, speed,
} from '../base/format.ts';

/** Remembers, while a share is received, what its last lines will say. */
export type Summary = {
	note(event: FerryEvent): void;
	/** The lines for the `received` event. */
	remarks(event: Extract<FerryEvent, {type: 'received'}>): Remark[];
};

/** `now` gives milliseconds that only grow; the time is measured from the moment the share was found, or whoever was asked about it has answered. */
export function createSummary(now: () => number): Summary {
	const counts = new Map<FerryEvent['type'], number>();
	let startedAt: number | undefined;
	let hasSearched = false;
	let hasMet = false;
	/** Each is told once, and may still be so with the next version. */
	let obstructed = 0;
	const counted = (type: FerryEvent['type'], noun: string, plural?: string): string[] => {
		const amount = counts.get(type) ?? 0;
		return amount > 0 ? [count(amount, noun, plural)] : [];
	};

	return {
		note(event) {
			const before = counts.get(event.type) ?? 0;
			counts.set(event.type, before + 1);
			hasSearched ||= event.type === 'searching';
			hasMet ||= event.type === 'peer-connected';
			obstructed += event.type === 'not-created' && isObstructed(event.reason) ? 1 : 0;
			if (event.type === 'found' || (event.type === 'receiving' && before === 0)) {
				startedAt = now();
			}
		},
		remarks(event) {
			const elapsed = Math.max(1, now() - (startedAt ?? now()));
			const existing = [
				...counted('identical', 'file was here already', 'files were here already'),
				...counted('overwritten', 'file was overwritten', 'files were overwritten'),
				...counted('skipped', 'file was skipped', 'files were skipped'),
			];
			const inTheWay = Math.min(obstructed, event.notCreated);
			const impossible = event.notCreated - inTheWay;
			const missing = [
				...(impossible > 0 ? [`${count(impossible, 'entry', 'entries')} that can’t be created on this computer`] : []),
				...(inTheWay > 0 ? [`${count(inTheWay, 'entry', 'entries')} with something of yours in the way (move that away, and get it again)`] : []),
				...(event.withheld === undefined ? [] : [`${count(event.withheld, 'entry', 'entries')} that the sharer can’t read`]),
			];
			const whole = `${contents(event.files, event.bytes)} in ${displayText(event.directory)}`;
			const remarks: Remark[] = [
				...(hasSearched && !hasMet && event.transferred === 0
					? [
						{tone: 'good', text: `Everything is here already: ${whole}`} as const,
						{tone: 'warning', text: 'Nobody else who has the share was reached: there may be a newer version'} as const,
					]
					: [
						{tone: 'good', text: `Received ${whole}`} as const,
						{tone: 'normal', text: event.transferred > 0 ? fetchedText(event.transferred, elapsed) : 'Nothing had to be fetched'} as const,
					]),
				...(event.transferred > 0 && event.beyond !== undefined ? [{tone: 'normal', text: `  ${size(event.beyond)} of it was not picked: small files share blocks`} as const] : []),
				...event.peers.map(({peer, bytes}): Remark => ({tone: 'normal', text: `  ${size(bytes)} from ${shortKey(peer)}`})),
				...(existing.length > 0 ? [{tone: 'normal', text: existing.join(', ')} as const] : []),
				...(missing.length > 0 ? [{tone: 'warning', text: `Not everything is here: ${missing.join(', ')}`} as const] : []),
				...counted('warning', 'warning above', 'warnings above').map((text): Remark => ({tone: 'warning', text})),
			];
			// Whoever follows the share hears of the next version by itself.
			counts.clear();
			startedAt = undefined;
			return remarks;
		},
	};
}

function fetchedText(bytes: number, milliseconds: number): string {
	return `Fetched ${size(bytes)} in ${duration(milliseconds)} (${speed(bytes * 1000 / milliseconds)})`;
}
