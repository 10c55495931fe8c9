import {Box} from 'ink';
import {type ReactNode, useSyncExternalStore} from 'react';
import type {Activity} from '../../app/engine-state.ts';
import {fitText} from '../fit-text.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useServices} from '../hooks/use-services.ts';
import {useFrameSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {useTicker} from '../hooks/use-ticker.ts';
import {type KeyHintOptions, keyHints} from '../key-hints.ts';
import type {ActionId} from '../keymap.ts';
import type {Spans} from '../spans.ts';
import type {Glyphs, Tone} from '../theme.ts';
import {Line} from './line.tsx';

/** How long something is told, in milliseconds. */
const shownFor = 8000;

export type FooterProps = KeyHintOptions & {
	readonly hints: readonly ActionId[];
	/** Whether what is to be told has a line of its own. */
	readonly isRoomy: boolean;
};

/** The keys that work here, and what there is to tell. */
export function Footer({hints, titles, isRoomy}: FooterProps): ReactNode {
	const {columns} = useFrameSize();
	const {glyphs, arrowKeys} = useTheme();
	const notice = useNotice();
	const keys = <Line spans={keyHints(hints, columns, {titles, arrows: arrowKeys})}/>;
	const told = <Line spans={notice === undefined ? [] : noticeLine(notice, columns, glyphs)}/>;
	return (
		<Box flexDirection='column' flexShrink={0}>
			{isRoomy && told}
			{isRoomy || notice === undefined ? keys : told}
		</Box>
	);
}

/** What is told last, by the engine or by the dashboard, for a while. */
function useNotice(): Activity | undefined {
	const {messages} = useServices();
	const ours = useSyncExternalStore(messages.subscribe, messages.latest);
	const theirs = useEngineState(state => state.notices.at(-1));
	const latest = theirs === undefined || (ours !== undefined && ours.time >= theirs.time) ? ours : theirs;
	const now = useTicker(1000, {isActive: latest !== undefined});
	return latest !== undefined && now - latest.time < shownFor ? latest : undefined;
}

const levelTones: Readonly<Record<Activity['level'], Tone>> = {
	info: 'plain', good: 'ok', warning: 'warning', bad: 'bad',
};

function noticeLine({level, text, hint}: Activity, width: number, glyphs: Glyphs): Spans {
	const mark = {
		info: glyphs.dot, good: glyphs.ok, warning: glyphs.warning, bad: glyphs.bad,
	}[level];
	return [{text: fitText(`${mark} ${text}${hint === undefined || hint === '' ? '' : ` ${hint}`}`, width, {ellipsis: glyphs.ellipsis}), tone: levelTones[level]}];
}
