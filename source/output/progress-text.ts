import type {FerryEvent} from '../app/events.ts';
import {
	count, percent, size, speed, timeLeft,
} from '../base/format.ts';

type EventOf<Type extends FerryEvent['type']> = Extract<FerryEvent, {type: Type}>;

/**
How far everything is, in one line without any text from a feed. The returned function takes every event and gives a line for those that say how far something is.

While a folder is still being read it is served already: the line then says both. Once everything is being stopped there is no line any more.
*/
export function createProgressText(): (event: FerryEvent) => string | undefined {
	let isReading = true;
	let isStopping = false;
	let reading: string | undefined;
	let serving: string | undefined;
	return event => {
		isStopping ||= event.type === 'stopping';
		if (isStopping) {
			return undefined;
		}

		if (event.type === 'searching') {
			return 'Looking for peers that have this share …';
		}

		if (event.type === 'receiving') {
			return receivingText(event);
		}

		if (event.type === 'version') {
			isReading = false;
			reading = undefined;
		}

		if (event.type === 'reading') {
			reading = readingText(event);
			return joined([reading, serving]);
		}

		if (event.type === 'serving') {
			const isIdle = event.peers === 0 && event.bytes === 0;
			serving = isIdle && isReading ? undefined : servingText(event);
			return reading === undefined ? serving : joined([reading, serving]);
		}

		return undefined;
	};
}

function readingText(event: EventOf<'reading'>): string {
	if (event.totalBytes === 0 && event.bytes > 0) {
		return joined([`Reading ${size(event.bytes)} so far`, speed(event.bytesPerSecond)]);
	}

	return joined([
		`Reading ${percent(event.bytes, event.totalBytes)}`,
		`${size(event.bytes)} of ${size(event.totalBytes)}`,
		`${event.files.toLocaleString('en-US')} of ${count(event.totalFiles, 'file')}`,
		speed(event.bytesPerSecond),
		timeLeft(event.totalBytes - event.bytes, event.bytesPerSecond),
	]);
}

function servingText(event: EventOf<'serving'>): string {
	return joined([
		event.peers === 0 ? 'Waiting for peers' : `Serving ${count(event.peers, 'peer')}`,
		event.bytes > 0 ? `${size(event.bytes)} sent` : undefined,
		event.peers > 0 && event.bytesPerSecond > 0 ? speed(event.bytesPerSecond) : undefined,
	]);
}

function receivingText(event: EventOf<'receiving'>): string {
	const flow = event.peers > 0
		? [speed(event.bytesPerSecond), timeLeft(event.totalBytes - event.bytes, event.bytesPerSecond), count(event.peers, 'peer')]
		: ['waiting for a peer'];
	return joined([
		`Receiving ${percent(event.bytes, event.totalBytes)}`,
		`${size(event.bytes)} of ${size(event.totalBytes)}`,
		`${event.files.toLocaleString('en-US')} of ${count(event.totalFiles, 'file')}`,
		...flow,
	]);
}

function joined(parts: ReadonlyArray<string | undefined>): string {
	return parts.filter(part => part !== undefined).join(' · ');
}
