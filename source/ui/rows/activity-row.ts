import type {Activity, EngineState} from '../../app/engine-state.ts';
import {shortKey} from '../../base/format.ts';
import {fitText, safeText} from '../fit-text.ts';
import type {Spans} from '../spans.ts';
import type {Glyphs, Tone} from '../theme.ts';
import {shortTime} from './short-time.ts';

const looks: Readonly<Record<Activity['level'], {readonly glyph: 'dot' | 'ok' | 'warning' | 'bad'; readonly tone: Tone; readonly spoken: string}>> = {
	info: {glyph: 'dot', tone: 'plain', spoken: ''},
	good: {glyph: 'ok', tone: 'ok', spoken: ''},
	warning: {glyph: 'warning', tone: 'warning', spoken: 'warning:'},
	bad: {glyph: 'bad', tone: 'bad', spoken: 'problem:'},
};

export type ActivityRowOptions = {
	readonly width: number;
	readonly glyphs: Glyphs;
	readonly isSelected: boolean;
	/** Milliseconds since 1970; what is older than a day has its date. */
	readonly now: number;
};

/** Something that has happened, as one line: when, and what. */
export function activityRow({time, level, text}: Activity, {width, glyphs, isSelected, now}: ActivityRowOptions): Spans {
	const {glyph, tone, spoken} = looks[level];
	const when = shortTime(time, now);
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		{text: `${when}  `, tone: 'dim'},
		{text: `${glyphs[glyph]} `, tone, spoken},
		{text: fitText(text, Math.max(0, width - when.length - 5), {ellipsis: glyphs.ellipsis}), tone: level === 'good' ? 'plain' : tone, spoken: safeText(text)},
	];
}

/** What has happened, with the name that the user gave to the peer that it is about. */
export function activityText({text, peer}: Pick<Activity, 'text' | 'peer'>, peerNames: EngineState['peerNames']): string {
	const name = peer === undefined ? undefined : peerNames[peer];
	return peer === undefined || name === undefined ? text : text.replace(shortKey(peer), () => name);
}
