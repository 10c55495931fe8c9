import {Fragment, type ReactNode, useReducer} from 'react';
import {speed} from '../../base/format.ts';
import {displayText} from '../../base/display-text.ts';
import {Dialog} from '../components/dialog.tsx';
import {fitText} from '../fit-text.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {ActionId} from '../keymap.ts';
import type {DialogProps} from '../navigation.ts';
import type {Spans} from '../spans.ts';
import {FieldRow} from './field-row.tsx';
import {
	changeLimits, type LimitField, limitFields, limitInput, type LimitInput, limitsOf, limitText, shownLimits,
} from './limit-input.ts';
import {Lines} from './lines.tsx';
import {problemLines} from './problem.ts';
import {type Attempt, useAttempt} from './use-attempt.ts';

/** How fast ferry may send and receive, over all shares or for the selected one. */
export function LimitsDialog({id, onClose}: DialogProps<'limits'>): ReactNode {
	const engine = useEngine();
	const attempt = useAttempt();
	const {shares, limits: all} = engine.getState();
	const [input, change] = useReducer(changeLimits, {all, share: shares.find(share => share.id === id)?.limits}, limitInput);
	const limits = limitsOf(shownLimits(input));
	const isField = input.focus === 'upload' || input.focus === 'download';
	const next = (): void => {
		change({kind: 'move', step: 1});
	};

	const previous = (): void => {
		change({kind: 'move', step: -1});
	};

	useActions({
		close: onClose,
		accept() {
			if (limits !== undefined) {
				attempt.start(async () => {
					await (input.scope === 'share' ? engine.limitShare(id!, limits) : engine.setLimits(limits));
					onClose();
				});
			}
		},
		'next-field': next, 'previous-field': previous, up: previous, down: next,
		...(!isField && {
			toggle() {
				change({kind: 'toggle'});
			},
		}),
	});
	const hints: readonly ActionId[] = [...(isField ? [] : ['toggle'] as const), ...(limits === undefined ? [] : ['accept'] as const), 'next-field', 'close'];
	return (
		<Dialog title='Limits' hints={hints} titles={{accept: 'set', toggle: 'change'}} maxWidth={60}>
			<Body
				id={id} input={input} attempt={attempt} onType={text => {
					attempt.clear();
					change({kind: 'type', text});
				}}
			/>
		</Dialog>
	);
}

const labels: Readonly<Record<LimitField, string>> = {upload: 'Upload', download: 'Download'};

type BodyProps = {readonly id: string | undefined; readonly input: LimitInput; readonly attempt: Attempt; readonly onType: (text: string) => void};

function Body({id, input, attempt, onType}: BodyProps): ReactNode {
	const {glyphs} = useTheme();
	const {columns, rows} = useSize();
	const share = useEngineState(state => state.shares.find(share => share.id === id));
	const network = useEngineState(state => state.network);
	const speeds = input.scope === 'share' && share ? share : network;
	const shown = shownLimits(input);
	const gap: readonly Spans[] = rows >= 14 ? [[]] : [];
	// Where there is little room, just as much that the longest limit and speed stand side by side.
	const label = columns < 48 ? 9 : 10;
	const explained = attempt.problem === undefined
		? [[{text: 'Like 2 MB or 500k; 0 for no limit.', tone: 'dim' as const}]]
		: problemLines(attempt.problem, {width: columns, rows: 3, glyphs});
	const whose = input.scope === 'all' ? 'everything' : displayText(share?.name ?? '');
	const scope: Spans = [
		{text: fitText('For', label), tone: input.focus === 'scope' ? 'accent' : 'dim'},
		{text: fitText(whose, columns - label, {ellipsis: glyphs.ellipsis}), tone: input.focus === 'scope' ? 'accent' : 'plain'},
	];
	const isLan = input.focus === 'lan';
	const lan: Spans = [
		{text: `${shown.exceptLan ? glyphs.chosen : glyphs.notChosen} `, tone: shown.exceptLan || isLan ? 'accent' : 'dim', spoken: shown.exceptLan ? 'on:' : 'off:'},
		{text: 'none in the local network', tone: isLan ? 'accent' : (shown.exceptLan ? 'plain' : 'dim')},
	];
	return (
		<>
			{input.share && <Lines lines={[scope, ...gap]}/>}
			{limitFields.map(field => {
				const read = limitText(shown[field]);
				const now = `now ${speed(speeds[field])}`;
				return (
					<Fragment key={field}>
						<FieldRow
							label={labels[field]} labelWidth={label} width={columns} value={shown[field]} isActive={input.focus === field} placeholder='as fast as it goes'
							onChange={onType}
						/>
						<Lines lines={[[
							{text: ' '.repeat(label)},
							{text: fitText(read ?? 'This is no size.', Math.min(20, columns - label - now.length)), tone: read === undefined ? 'bad' : 'dim'},
							{text: now, tone: 'dim'},
						], ...gap]}/>
					</Fragment>
				);
			})}
			{input.scope === 'all' && <Lines lines={[lan, ...gap]}/>}
			<Lines lines={explained}/>
		</>
	);
}
