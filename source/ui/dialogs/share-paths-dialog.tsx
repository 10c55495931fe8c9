import {
	type ReactNode, useEffect, useMemo, useState,
} from 'react';
import {count} from '../../base/format.ts';
import {Dialog} from '../components/dialog.tsx';
import {useActions} from '../hooks/use-actions.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {usePastes} from '../hooks/use-keys.ts';
import {useNavigation} from '../hooks/use-navigation.ts';
import {useRun} from '../hooks/use-run.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {ActionId} from '../keymap.ts';
import type {DialogProps} from '../navigation.ts';
import {pastePaths, readPaths} from '../path-list.ts';
import type {Spans} from '../spans.ts';
import {CandidateList} from './candidate-list.tsx';
import {FieldRow} from './field-row.tsx';
import {firstThere} from './first-there.ts';
import {Lines} from './lines.tsx';
import {severalPaths} from './path-input.ts';
import {previewLines} from './preview-lines.ts';
import {problemLines} from './problem.ts';
import {type Attempt, useAttempt} from './use-attempt.ts';
import {type PathInputState, usePathInput} from './use-path-input.ts';
import {useSharePreview} from './use-share-preview.ts';

/** In columns, with the gap. */
const labelWidth = 6;

type Focus = 'path' | 'ask';

/** Shares what stands at some paths: shows what that would come to before anybody is told of it, and then the share's key. */
export function SharePathsDialog({text = '', peers, onClose}: DialogProps<'share-paths'>): ReactNode {
	const engine = useEngine();
	const run = useRun();
	const {replace} = useNavigation();
	const attempt = useAttempt();
	const [focus, setFocus] = useState<Focus>('path');
	const [asksFirst, setAsksFirst] = useState(false);
	const [sharedId, setSharedId] = useState<string | undefined>(undefined);
	const input = usePathInput(text, {isActive: focus === 'path', syntax: severalPaths});
	const readings = useMemo(() => readPaths(input.text), [input.text]);
	const isEmpty = readings.length === 0;
	// A screen can only be about a share that the state has, with its key.
	const isShared = useEngineState(state => sharedId !== undefined && state.shares.some(({id, key}) => id === sharedId && key !== ''));
	useEffect(() => {
		if (isShared) {
			if (peers === undefined) {
				replace({kind: 'key', id: sharedId!});
			} else {
				run(async () => engine.offerShare(sharedId!, peers));
				replace({kind: 'share', id: sharedId!, tab: 'peers'});
			}
		}
	}, [isShared, sharedId, replace, peers, engine, run]);
	const share = (): void => {
		attempt.start(async () => {
			setSharedId(await firstThere(readings, async paths => engine.share(paths, {asksFirst})));
		});
	};

	const completes = focus === 'path' && !isEmpty && input.canComplete;
	const otherFocus = (): void => {
		setFocus(focus === 'path' ? 'ask' : 'path');
	};

	const isOver = sharedId !== undefined || attempt.isRunning;
	const hasCandidates = input.candidates.length > 0;
	const hints: readonly ActionId[] = [
		...(focus === 'path' ? [] : ['toggle'] as const),
		...(isEmpty && input.chosen === undefined ? [] : ['accept'] as const),
		'next-field',
		...(focus === 'path' && hasCandidates ? ['down'] as const : []),
		'close',
	];
	// What is dropped goes into the field wherever the keys go.
	usePastes(pasted => {
		attempt.clear();
		setFocus('path');
		input.type(input.text + pastePaths(input.text, pasted));
		return true;
	}, {isActive: focus === 'ask' && !isOver});
	useActions({close: onClose});
	useActions({
		accept() {
			if (input.chosen !== undefined) {
				input.complete();
			} else if (!isEmpty) {
				share();
			}
		},
		'next-field': completes || input.chosen !== undefined ? input.complete : otherFocus,
		'previous-field': otherFocus,
		...(focus === 'path'
			? {
				up() {
					input.move(-1);
				},
				down() {
					if (hasCandidates) {
						input.move(1);
					} else {
						otherFocus();
					}
				},
			}
			: {
				up: otherFocus,
				toggle() {
					setAsksFirst(!asksFirst);
				},
			}),
	}, {isActive: !isOver});
	return (
		<Dialog
			title={peers === undefined ? 'Share files or folders' : `Offer files or folders to ${count(peers.length, 'peer')}`} hints={isOver ? ['close'] : hints}
			titles={{
				accept: input.chosen === undefined ? 'share' : 'take it',
				'next-field': focus === 'path' ? (completes ? 'complete' : 'ask first') : 'path',
				down: 'pick',
				toggle: asksFirst ? 'don’t ask' : 'ask',
			}}
		>
			<Body input={input} readings={readings} focus={focus} asksFirst={asksFirst} attempt={attempt} isOver={isOver}/>
		</Dialog>
	);
}

type BodyProps = {
	readonly input: PathInputState;
	readonly readings: ReadonlyArray<readonly string[]>;
	readonly focus: Focus;
	readonly asksFirst: boolean;
	readonly attempt: Attempt;
	/** It is being shared. */
	readonly isOver: boolean;
};

function Body({input, readings, focus, asksFirst, attempt, isOver}: BodyProps): ReactNode {
	const {glyphs} = useTheme();
	const {columns, rows} = useSize();
	const counted = useSharePreview(readings);
	const isRoomy = rows >= 12;
	const infoRows = isRoomy ? 3 : 2;
	const gap: readonly Spans[] = isRoomy ? [[]] : [];
	const info = attempt.problem === undefined
		? (isOver ? [[{text: 'Making the share…', tone: 'busy' as const}]] : previewLines(counted, {width: columns, rows: infoRows, glyphs}))
		: problemLines(attempt.problem, {width: columns, rows: infoRows, glyphs});
	const isAsking = focus === 'ask';
	const question: Spans = [
		{text: isAsking ? glyphs.cursor : ' ', tone: 'accent', spoken: isAsking ? 'selected:' : ''},
		{text: `${asksFirst ? glyphs.chosen : glyphs.notChosen} `, tone: asksFirst ? 'accent' : 'dim', spoken: asksFirst ? 'on:' : 'off:'},
		{text: columns < 60 ? 'ask me about each new peer' : 'ask me before a new peer gets any of it', tone: asksFirst || isAsking ? 'plain' : 'dim'},
	];
	return (
		<>
			<FieldRow
				label='Path' labelWidth={labelWidth} width={columns} value={input.text} isActive={focus === 'path' && !isOver} placeholder='files or folders, such as ~/Pictures'
				readPaste={(pasted, before) => pastePaths(before, pasted)}
				onChange={text => {
					attempt.clear();
					input.type(text);
				}}
			/>
			<CandidateList input={input} width={columns} indent={labelWidth} rows={Math.min(6, rows - 2 - infoRows - (gap.length * 2))}/>
			<Lines lines={[...gap, question, ...gap]}/>
			<Lines lines={info} height={infoRows}/>
		</>
	);
}
