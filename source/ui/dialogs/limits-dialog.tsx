import {Fragment, type ReactNode, useReducer} from 'react';
import {speed} from '../../base/format.ts';
import {Dialog} from '../components/dialog.tsx';
import {fitText} from '../fit-text.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {DialogProps} from '../navigation.ts';
import type {Spans} from '../spans.ts';
import {FieldRow} from './field-row.tsx';
import {
	changeLimits, type LimitField, limitFields, limitInput, type LimitInput, limitsOf, limitText,
} from './limit-input.ts';
import {Lines} from './lines.tsx';
import {problemLines} from './problem.ts';
import {type Attempt, useAttempt} from './use-attempt.ts';

/** How fast ferry may send and receive, over all shares. */
export function LimitsDialog({onClose}: DialogProps<'limits'>): ReactNode {
	const engine = useEngine();
	const attempt = useAttempt();
	const [input, change] = useReducer(changeLimits, engine.getState().limits, limitInput);
	const other = (): void => {
		change({kind: 'other'});
	};

	useActions({
		close: onClose,
		accept() {
			const limits = limitsOf(input);
			if (limits !== undefined) {
				attempt.start(async () => {
					await engine.setLimits(limits);
					onClose();
				});
			}
		},
		'next-field': other, 'previous-field': other, up: other, down: other,
	});
	return (
		<Dialog title='Limits' hints={limitsOf(input) === undefined ? ['next-field', 'close'] : ['accept', 'next-field', 'close']} titles={{accept: 'set'}} maxWidth={60}>
			<Body
				input={input} attempt={attempt} onType={text => {
					attempt.clear();
					change({kind: 'type', text});
				}}
			/>
		</Dialog>
	);
}

const labels: Readonly<Record<LimitField, string>> = {upload: 'Upload', download: 'Download'};

function Body({input, attempt, onType}: {readonly input: LimitInput; readonly attempt: Attempt; readonly onType: (text: string) => void}): ReactNode {
	const {glyphs} = useTheme();
	const {columns, rows} = useSize();
	const network = useEngineState(state => state.network);
	const gap: readonly Spans[] = rows >= 12 ? [[]] : [];
	// Where there is little room, just as much that the longest limit and speed stand side by side.
	const label = columns < 48 ? 9 : 10;
	const explained = attempt.problem === undefined
		? [[{text: 'Like 2 MB or 500k; 0 for no limit.', tone: 'dim' as const}]]
		: problemLines(attempt.problem, {width: columns, rows: 3, glyphs});
	return (
		<>
			{limitFields.map(field => {
				const read = limitText(input[field]);
				const now = `now ${speed(network[field])}`;
				return (
					<Fragment key={field}>
						<FieldRow
							label={labels[field]} labelWidth={label} width={columns} value={input[field]} isActive={input.focus === field} placeholder='as fast as it goes'
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
			<Lines lines={explained}/>
		</>
	);
}
