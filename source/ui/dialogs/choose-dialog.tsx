import {type ReactNode, useState} from 'react';
import type {FileChoice} from '../../app/choice.ts';
import type {ShareState} from '../../app/engine-state.ts';
import {Dialog} from '../components/dialog.tsx';
import {useActions} from '../hooks/use-actions.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {ActionId} from '../keymap.ts';
import type {DialogProps} from '../navigation.ts';
import {nameOf} from '../rows/share-row.ts';
import type {Spans} from '../spans.ts';
import {choiceLines} from './choice-lines.ts';
import {Lines} from './lines.tsx';
import {problemLines} from './problem.ts';
import {useAttempt} from './use-attempt.ts';
import {type CountedChoice, useChoiceSum} from './use-choice-sum.ts';

/** Says what another choice of a share's files comes to, and asks whether what it leaves is deleted, before anything happens. */
export function ChooseDialog({id, choice, onClose}: DialogProps<'choose'>): ReactNode {
	const share = useEngineState(state => state.shares.find(each => each.id === id));
	return share === undefined ? null : <Question share={share} choice={choice} onClose={onClose}/>;
}

function Question({share, choice, onClose}: {readonly share: ShareState; readonly choice: FileChoice; readonly onClose: () => void}): ReactNode {
	const engine = useEngine();
	const attempt = useAttempt();
	const {sum, problem} = useChoiceSum(share.id, choice);
	const [deletes, setDeletes] = useState(false);
	const isReady = sum !== undefined && sum.picked > 0 && !attempt.isRunning;
	const canDelete = isReady && sum.unpicked.files > 0;
	useActions({
		close: onClose,
		...(isReady && {
			accept() {
				attempt.start(async () => {
					await engine.choose(share.id, choice, {deletes});
					onClose();
				});
			},
		}),
		...(canDelete && {
			toggle() {
				setDeletes(!deletes);
			},
		}),
	});
	const hints: readonly ActionId[] = [...(isReady ? ['accept'] as const : []), ...(canDelete ? ['toggle'] as const : []), 'close'];
	return (
		<Dialog
			title={`Pick files of ${nameOf(share)}`} hints={hints} maxWidth={64}
			titles={{accept: 'apply', toggle: deletes ? 'keep' : 'delete', close: 'back'}}
		>
			<Body counted={{sum, problem: problem ?? attempt.problem}} deletes={deletes}/>
		</Dialog>
	);
}

function Body({counted: {sum, problem}, deletes}: {readonly counted: CountedChoice; readonly deletes: boolean}): ReactNode {
	const {glyphs} = useTheme();
	const {columns: width} = useSize();
	const counting: readonly Spans[] = [[{text: `Counting${glyphs.ellipsis}`, tone: 'busy'}]];
	return <Lines lines={problem === undefined ? (sum === undefined ? counting : choiceLines(sum, {width, glyphs, deletes})) : problemLines(problem, {width, rows: 4, glyphs})}/>;
}
