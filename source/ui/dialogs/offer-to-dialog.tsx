import {type ReactNode, useMemo} from 'react';
import type {ShareState} from '../../app/engine-state.ts';
import {count, size} from '../../base/format.ts';
import {Dialog} from '../components/dialog.tsx';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {useListState} from '../components/list/use-list-state.ts';
import {cutText, fitText} from '../fit-text.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useNavigation} from '../hooks/use-navigation.ts';
import {useServices} from '../hooks/use-services.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {DialogProps} from '../navigation.ts';
import {namesText} from '../rows/sent-offer-text.ts';
import {nameOf} from '../rows/share-row.ts';
import {Lines} from './lines.tsx';
import {problemLines} from './problem.ts';
import {type Attempt, useAttempt} from './use-attempt.ts';

/** Picks what people are offered: something that is shared already, or else paths. */
export function OfferToDialog({peers, onClose}: DialogProps<'offer-to'>): ReactNode {
	const names = useEngineState(state => state.peerNames);
	const attempt = useAttempt();
	return (
		<Dialog title={`Offer to ${namesText(peers, names)}`} hints={['accept', 'down', 'close']} titles={{accept: 'offer it'}}>
			<Body peers={peers} attempt={attempt} onClose={onClose}/>
		</Dialog>
	);
}

function Body({peers, attempt, onClose}: {readonly peers: readonly string[]; readonly attempt: Attempt; readonly onClose: () => void}): ReactNode {
	const {engine, messages} = useServices();
	const {replace} = useNavigation();
	const {glyphs} = useTheme();
	const {columns, rows} = useSize();
	const names = useEngineState(state => state.peerNames);
	const all = useEngineState(state => state.shares);
	const shares = useMemo(() => all.filter(share => canBeOffered(share)), [all]);
	const ids = useMemo(() => [...shares.map(({id}) => id), ''], [shares]);
	const problem = attempt.problem === undefined ? [] : problemLines(attempt.problem, {width: columns, rows: 3, glyphs});
	const listRows = Math.max(1, Math.min(ids.length, rows - problem.length));
	const list = useListState({count: ids.length, rows: listRows, ids});
	useActions({
		close: onClose,
		...list.actions,
		accept() {
			const share = shares[list.cursor];
			if (share === undefined) {
				replace({kind: 'share-paths', peers});
				return;
			}

			attempt.start(async () => {
				await engine.offerShare(share.id, peers);
				messages.say('good', `Offered to ${namesText(peers, names)}. The Peers tab of the share shows the answer.`);
				onClose();
			});
		},
	});
	return (
		<>
			<List
				{...list} count={ids.length} rows={listRows}
				renderRow={(index, isSelected) => {
					const share = shares[index];
					const amount = share === undefined ? '' : `${count(share.totalFiles, 'file')}, ${size(share.totalBytes)}`;
					const room = columns - 2 - (amount === '' ? 0 : amount.length + 2);
					return <Line isSelected={isSelected} spans={[
						{text: isSelected ? `${glyphs.cursor} ` : '  ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
						share === undefined ? {text: cutText('something else: files or folders', room), tone: 'accent'} : {text: fitText(nameOf(share), room, {ellipsis: glyphs.ellipsis})},
						...(amount === '' ? [] : [{text: `  ${amount}`, tone: 'dim' as const}]),
					]}/>;
				}}
			/>
			<Lines lines={problem}/>
		</>
	);
}

/** What is shared from here, by this process, and has its key. */
function canBeOffered({direction, key, status}: ShareState): boolean {
	return direction === 'sharing' && key !== '' && status !== 'held';
}
