import {type ReactNode, useMemo, useState} from 'react';
import type {PersonView} from '../../app/engine-state.ts';
import {Dialog} from '../components/dialog.tsx';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {type ListState, useListState} from '../components/list/use-list-state.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useServices} from '../hooks/use-services.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {DialogProps} from '../navigation.ts';
import {offerTargetRow} from '../rows/offer-target-row.ts';
import {namesText} from '../rows/sent-offer-text.ts';
import {nameOf} from '../rows/share-row.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {toggled} from '../toggled.ts';
import {Lines} from './lines.tsx';
import {problemLines} from './problem.ts';
import {type Attempt, useAttempt} from './use-attempt.ts';

/** In lines, as many as any terminal has for it. */
const mostRows = 12;

/** Offers a share to people who are picked; of those who have it already offered, it says what they have answered. */
export function OfferShareDialog({id, onClose}: DialogProps<'offer-share'>): ReactNode {
	const {engine, messages} = useServices();
	const attempt = useAttempt();
	const share = useEngineState(state => state.shares.find(each => each.id === id));
	const all = useEngineState(state => state.people);
	const names = useEngineState(state => state.peerNames);
	const people = useMemo(() => all.filter(({isBlocked}) => !isBlocked), [all]);
	const ids = useMemo(() => people.map(({peer}) => peer), [people]);
	const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
	const list = useListState({count: people.length, rows: Math.min(mostRows, people.length), ids});
	const selected = people[list.cursor];
	// Who has gone from the local network meanwhile can't be meant any more.
	const meant = ids.filter(peer => picked.has(peer));
	useActions({
		close: onClose,
		...list.actions,
		...(selected !== undefined && {
			toggle() {
				setPicked(toggled(picked, selected.peer));
			},
			accept() {
				if (meant.length > 0) {
					attempt.start(async () => {
						await engine.offerShare(id, meant);
						messages.say('good', `Offered to ${namesText(meant, names)}. The Peers tab of the share shows the answer.`);
						onClose();
					});
				}
			},
		}),
	});
	return (
		<Dialog
			title={`Offer ${share === undefined ? 'a share' : nameOf(share)}`}
			hints={people.length === 0 ? ['close'] : ['toggle', ...(meant.length > 0 ? ['accept'] as const : []), 'close']} titles={{toggle: 'pick', accept: 'offer it'}}
		>
			{people.length === 0 ? <Nobody/> : <Body id={id} people={people} picked={picked} list={list} attempt={attempt}/>}
		</Dialog>
	);
}

function Nobody(): ReactNode {
	const {columns, rows} = useSize();
	return <Lines lines={wrapText('You know nobody yet. Close this, and press w: there you add contacts by their keys.', columns, rows).map((text): Spans => [{text, tone: 'dim'}])}/>;
}

type BodyProps = {readonly id: string; readonly people: readonly PersonView[]; readonly picked: ReadonlySet<string>; readonly list: ListState; readonly attempt: Attempt};

function Body({id, people, picked, list, attempt}: BodyProps): ReactNode {
	const {glyphs} = useTheme();
	const {columns, rows} = useSize();
	const sent = useEngineState(state => state.sentOffers);
	const notes: readonly Spans[] = attempt.problem === undefined
		? wrapText('They are told now, or when they are there. Whoever has the key can get it as before.', columns, 2).map((text): Spans => [{text, tone: 'dim'}])
		: problemLines(attempt.problem, {width: columns, rows: 3, glyphs});
	const listRows = Math.max(1, Math.min(mostRows, people.length, rows - notes.length - 1));
	// The dialog may be lower than the list that its keys move in.
	const offset = Math.max(0, Math.min(list.cursor, Math.max(list.offset, list.cursor - listRows + 1)));
	return (
		<>
			<List
				cursor={list.cursor} offset={offset} count={people.length} rows={listRows}
				renderRow={(index, isSelected) => {
					const person = people[index]!;
					const status = sent.find(each => each.shareId === id && each.peer === person.peer)?.status;
					return <Line isSelected={isSelected} spans={offerTargetRow(person, {
						width: columns, glyphs, isSelected, isPicked: picked.has(person.peer), status,
					})}/>;
				}}
			/>
			<Lines lines={[[], ...notes]}/>
		</>
	);
}
