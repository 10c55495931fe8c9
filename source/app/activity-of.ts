import type {Activity} from './engine-state.ts';
import {contents, eventText, type Tone} from './event-text.ts';
import type {FerryEvent} from './events.ts';

const levels: Readonly<Record<Tone, Activity['level']>> = {
	normal: 'info', faint: 'info', good: 'good', warning: 'warning', bad: 'bad',
};

/** What the screen shows anyway. */
const unseen: ReadonlySet<FerryEvent['type']> = new Set(['found', 'feed', 'stopping']);

/** The line of a share's history that an event is worth; `time` in milliseconds since 1970. */
export function activityOf(event: FerryEvent, time: number): Activity | undefined {
	// A command tells what to type next; here the keys are on screen.
	if (event.type === 'announced') {
		return {time, level: 'info', text: 'Announced: whoever has the key finds it'};
	}

	if (event.type === 'newer-version') {
		return {
			time, level: 'info', text: `There is a newer version: ${event.version}`, isNewerVersion: true,
		};
	}

	if (event.type === 'received') {
		return {time, level: 'good', text: `Version ${event.version} is complete and synced: ${contents(event.files, event.bytes)}`};
	}

	const remark = unseen.has(event.type) ? undefined : eventText(event);
	return remark && {
		time, level: levels[remark.tone], text: remark.text, ...('peer' in event && {peer: event.peer}), ...(event.type === 'peer-asks' && {isRequest: true}),
	};
}
