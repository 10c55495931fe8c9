import {type ReactNode, useEffect, useState} from 'react';
import type {ShareState} from '../../app/engine-state.ts';
import {Dialog} from '../components/dialog.tsx';
import {useActions} from '../hooks/use-actions.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {usePastes} from '../hooks/use-keys.ts';
import {useNavigation} from '../hooks/use-navigation.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {keyIn, keyText} from '../key-in.ts';
import type {DialogProps} from '../navigation.ts';
import {placeText} from '../rows/share-details.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {FieldRow} from './field-row.tsx';
import {keyHint} from './key-hint.ts';
import {type GetProgress, getProgress} from './get-progress.ts';
import {Lines} from './lines.tsx';
import {problemLines} from './problem.ts';
import {type Attempt, useAttempt} from './use-attempt.ts';

/** Takes a share's key, looks for the share, and goes over to what it offers. */
export function GetDialog({text, sought, onClose}: DialogProps<'get'>): ReactNode {
	const engine = useEngine();
	const {replace} = useNavigation();
	const attempt = useAttempt();
	const [key, setKey] = useState(text);
	const [soughtId, setSoughtId] = useState(sought);
	const share = useEngineState(state => state.shares.find(({id}) => id === soughtId));
	const progress = soughtId === undefined ? undefined : getProgress(share);
	const isSearching = attempt.isRunning || progress?.kind === 'searching';
	const target = progress?.kind === 'go' ? progress.to : undefined;
	useEffect(() => {
		if (target !== undefined) {
			replace(target);
		}
	});
	const change = (changed: string): void => {
		attempt.clear();
		setSoughtId(undefined);
		setKey(changed);
	};

	// A whole key takes the place of what stands in the field, also while another one is looked for, which goes on in the list.
	usePastes(pasted => {
		const whole = attempt.isRunning ? undefined : keyIn(pasted);
		if (whole !== undefined) {
			change(whole);
		}

		return whole !== undefined;
	}, {layer: 'first'});
	const wrong = engine.checkKey(key);
	const found = engine.findKey(key);
	const here = useEngineState(state => state.shares.find(share => share.key !== '' && share.key === found && isPlaced(share)));
	// What was begun from here is not what was here before.
	const known = attempt.isRunning || soughtId !== undefined ? undefined : here;
	const canGet = key.trim() !== '' && wrong === undefined && !isSearching;
	useActions({
		close: onClose,
		accept() {
			if (known !== undefined) {
				replace({kind: 'share', id: known.id, tab: 'files'});
			} else if (canGet) {
				attempt.start(async () => {
					setSoughtId(await engine.get(key));
				});
			}
		},
	});
	return (
		<Dialog
			title='Get a share' hints={canGet ? ['accept', 'close'] : ['close']}
			titles={{accept: known === undefined ? 'get' : 'look at it', close: isSearching ? 'close; the search goes on' : 'cancel'}}
		>
			<Body text={key} wrong={wrong} known={known} attempt={attempt} progress={progress} isSearching={isSearching} onChange={change}/>
		</Dialog>
	);
}

type BodyProps = {
	readonly text: string;
	readonly wrong: string | undefined;
	/** What this computer shares or gets under that key already. */
	readonly known: ShareState | undefined;
	readonly attempt: Attempt;
	readonly progress: GetProgress | undefined;
	readonly isSearching: boolean;
	readonly onChange: (text: string) => void;
};

function Body({text, wrong, known, attempt, progress, isSearching, onChange}: BodyProps): ReactNode {
	const {glyphs} = useTheme();
	const {columns, rows} = useSize();
	const isRoomy = rows >= 10;
	const room = {width: columns, rows: 4, glyphs};
	const problem = attempt.problem ?? (progress?.kind === 'failed' ? progress : undefined);
	const explained = problem === undefined
		? (wrong === undefined || text === ''
			? wrapText(told({
				text, known, progress, isSearching,
			}), columns, 4).map((line): Spans => [{text: line, tone: isSearching ? 'busy' : 'dim'}])
			: problemLines({message: wrong, hint: ''}, room))
		: problemLines(problem, room);
	return (
		<>
			<Lines lines={[[{text: 'The key that you were given:'}]]}/>
			<FieldRow label='' labelWidth={0} width={columns} value={text} isActive={!isSearching} placeholder='ferry1…' readPaste={pasted => keyText(pasted)} onChange={onChange}/>
			{isRoomy && <Lines lines={[[]]}/>}
			<Lines lines={explained} height={4}/>
		</>
	);
}

function told({text, known, progress, isSearching}: Pick<BodyProps, 'text' | 'known' | 'progress' | 'isSearching'>): string {
	if (known !== undefined) {
		return known.direction === 'sharing'
			? `You share this yourself, from ${placeText(known.places)}. Others get it with this key.`
			: `This is among your shares already, in ${placeText(known.places)}.`;
	}

	return progress?.kind === 'searching' ? progress.text : (isSearching ? 'Looking for it…' : keyHint(text));
}

/** What is received has a place as soon as the user has said which; until then it is looked for, and asked about, anew. */
function isPlaced({direction, status, places}: ShareState): boolean {
	return direction === 'sharing' || (status !== 'offered' && places.length > 0);
}
