import {type ReactNode, useMemo} from 'react';
import type {PeerOfferView} from '../../app/engine-state.ts';
import {Dialog} from '../components/dialog.tsx';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {useListState} from '../components/list/use-list-state.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useNavigation} from '../hooks/use-navigation.ts';
import {useServices} from '../hooks/use-services.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {DialogProps} from '../navigation.ts';
import {listRule} from '../rows/list-position.ts';
import {
	peerOfferColumns, peerOfferDetails, peerOfferRow,
} from '../rows/peer-offer-row.ts';
import {personLabel} from '../rows/person-row.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {Lines} from './lines.tsx';
import {problemLines} from './problem.ts';
import {type Attempt, useAttempt} from './use-attempt.ts';

/** What peers have offered and the user has not answered; accepting leads on to where it goes and which files. */
export function InboxDialog({onClose}: DialogProps<'inbox'>): ReactNode {
	const offers = useEngineState(state => state.peerOffers);
	const attempt = useAttempt();
	return (
		<Dialog
			title='Offers'
			hints={offers.length === 0 || attempt.isRunning ? ['close'] : ['accept-offer', 'refuse-offer', 'block-sender', 'close']}
			titles={{close: offers.length === 0 ? 'close' : 'later'}}
		>
			{offers.length === 0
				? <Nothing onClose={onClose}/>
				: <Body offers={offers} attempt={attempt} onClose={onClose}/>}
		</Dialog>
	);
}

function Nothing({onClose}: {readonly onClose: () => void}): ReactNode {
	const {columns, rows} = useSize();
	useActions({close: onClose});
	return <Lines lines={wrapText('Nobody has offered you anything. Contacts can, once you have added each other under w.', columns, rows).map((text): Spans => [{text, tone: 'dim'}])}/>;
}

type BodyProps = {readonly offers: readonly PeerOfferView[]; readonly attempt: Attempt; readonly onClose: () => void};

function Body({offers, attempt, onClose}: BodyProps): ReactNode {
	const {engine, messages} = useServices();
	const {replace} = useNavigation();
	const {glyphs} = useTheme();
	const {columns, rows} = useSize();
	const people = useEngineState(state => state.people);
	// The newest one first.
	const newest = useMemo(() => offers.toReversed(), [offers]);
	const ids = useMemo(() => newest.map(({id}) => id), [newest]);
	const listRows = Math.min(newest.length, Math.max(1, Math.floor(rows / 3)));
	const list = useListState({count: newest.length, rows: listRows, ids});
	const selected = newest[list.cursor]!;
	const senderOf = ({peer}: PeerOfferView) => people.find(each => each.peer === peer);
	const decline = (answer: 'refuse' | 'block') => () => {
		attempt.start(async () => {
			await engine.answerPeerOffer(selected.id, answer);
			const sender = personLabel(selected.peer, senderOf(selected)?.name);
			messages.say('info', answer === 'refuse' ? `Refused what ${sender} offers.` : `Nothing that ${sender} offers is taken any more.`);
			// Not over to the next one: a key pressed twice would refuse what nobody has looked at.
			onClose();
		});
	};

	useActions({
		close: onClose,
		...list.actions,
		'accept-offer'() {
			attempt.start(async () => {
				const id = await engine.answerPeerOffer(selected.id, 'accept');
				if (id === undefined) {
					onClose();
				} else {
					replace({kind: 'get', text: selected.key, sought: id});
				}
			});
		},
		'refuse-offer': decline('refuse'),
		'block-sender': decline('block'),
	});
	const widthOf = peerOfferColumns(columns);
	const problem = attempt.problem === undefined ? [] : problemLines(attempt.problem, {width: columns, rows: 3, glyphs});
	const details = peerOfferDetails(selected, {sender: senderOf(selected), width: columns, rows: rows - listRows - 1 - problem.length});
	return (
		<>
			<List
				{...list} count={newest.length} rows={listRows}
				renderRow={(index, isSelected) => {
					const offer = newest[index]!;
					return <Line isSelected={isSelected} spans={peerOfferRow(offer, {
						widthOf, glyphs, isSelected, sender: senderOf(offer),
					})}/>;
				}}
			/>
			<Line spans={listRule({offset: list.offset, rows: listRows, count: newest.length}, {width: columns, glyphs})}/>
			<Lines lines={[...details, ...problem]}/>
		</>
	);
}
