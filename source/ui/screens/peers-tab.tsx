import {Box} from 'ink';
import {
	type ReactNode, useCallback, useEffect, useMemo, useState,
} from 'react';
import {count} from '../../base/format.ts';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {useListState} from '../components/list/use-list-state.ts';
import {cutText, fitText} from '../fit-text.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useNavigation} from '../hooks/use-navigation.ts';
import {useRun} from '../hooks/use-run.ts';
import {useSample} from '../hooks/use-sample.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {allowedText} from '../rows/allowed-text.ts';
import {positionText} from '../rows/list-position.ts';
import {
	factsLine, peerColumns, peerFacts, peerHeadings, peerRow,
} from '../rows/peer-row.ts';
import {sentOfferText} from '../rows/sent-offer-text.ts';
import type {TabProps} from './tab-props.ts';

/** Wider, the eye would lose the line between a name and its figures. */
const widest = 136;

/** With less, an address and a key share a line. */
const roomyRows = 9;

/** From so many columns on, they do as well: both fit. */
const wideColumns = 120;

export type PeersTabProps = TabProps & {
	/** Told whether the selected peer is blocked: a key does the opposite. */
	readonly onSelect: (isBlocked: boolean) => void;
};

/** Who is connected for a share, looked at twice a second. */
export function PeersTab({share: {id, requests, status, onlyAllowed}, columns, rows, onSelect}: PeersTabProps): ReactNode {
	const engine = useEngine();
	const run = useRun();
	const {push} = useNavigation();
	const {glyphs} = useTheme();
	const names = useEngineState(state => state.peerNames);
	const sent = useEngineState(state => state.sentOffers);
	const told = cutText([allowedText(onlyAllowed, names), sentOfferText(sent, id, names)].filter(text => text !== '').join(' '), columns, {ellipsis: glyphs.ellipsis});
	const [changes, setChanges] = useState(0);
	const look = useCallback((now: number) => ({now, changes, peers: engine.peers(id)}), [engine, id, changes]);
	const {peers, now} = useSample(500, look);
	// What a key has done is seen at once.
	const change = (work: () => Promise<void>): void => {
		run(async () => {
			await work();
			setChanges(before => before + 1);
		});
	};

	const ids = useMemo(() => peers.map(({peer}) => peer), [peers]);
	const hasHeadings = rows >= 6;
	const hasKeyLine = rows >= roomyRows && columns < wideColumns;
	const listRows = rows - (hasHeadings ? 1 : 0) - (hasKeyLine ? 3 : 2) - (told === '' ? 0 : 1);
	const list = useListState({count: peers.length, rows: listRows, ids});
	const selected = peers[list.cursor];
	const isBlocked = selected?.isBlocked ?? false;
	useEffect(() => {
		onSelect(isBlocked);
	}, [onSelect, isBlocked]);
	const onSelected = (action: (peer: NonNullable<typeof selected>) => void) => () => {
		if (selected !== undefined) {
			action(selected);
		}
	};

	useActions({
		...list.actions,
		'choose-peer': onSelected(({peer, isChosen}) => {
			change(async () => engine.choosePeer(id, peer, !isChosen));
		}),
		'block-peer': onSelected(({peer, isBlocked}) => {
			change(async () => engine.blockPeer(id, peer, !isBlocked));
		}),
		'name-peer': onSelected(({peer}) => {
			push({kind: 'name-peer', peer});
		}),
	});
	if (peers.length === 0) {
		return (
			<Box flexDirection='column'>
				<Line spans={[{text: cutText(emptyText(requests.length, status === 'held'), columns), tone: requests.length > 0 ? 'accent' : 'dim'}]}/>
				{told !== '' && <Line spans={[{text: told, tone: 'dim'}]}/>}
			</Box>
		);
	}

	const widthOf = peerColumns(Math.min(columns, widest));
	const chosen = peers.filter(({isChosen}) => isChosen).length;
	const sum = requests.length > 0
		? emptyText(requests.length, false)
		: (chosen === 0 ? 'Exchanging with all of them.' : `Exchanging only with ${chosen === 1 ? 'the chosen one' : `the ${chosen} chosen ones`}.`);
	const facts = selected === undefined
		? []
		: peerFacts(selected, {
			widthOf, glyphs, name: names[selected.peer], now,
		});
	const who = selected === undefined ? [] : (hasKeyLine ? [factsLine(facts, columns), selected.peer] : [factsLine([...facts, selected.peer], columns)]);
	const position = positionText({offset: list.offset, rows: listRows, count: peers.length});
	return (
		<Box flexDirection='column'>
			{hasHeadings && <Line spans={peerHeadings(widthOf)}/>}
			<List
				{...list} count={peers.length} rows={listRows}
				renderRow={(index, isSelected) => {
					const view = peers[index]!;
					return <Line isSelected={isSelected} spans={peerRow(view, {
						widthOf, glyphs, isSelected, name: names[view.peer], now,
					})}/>;
				}}
			/>
			{who.map((text, index) => <Line key={index} spans={[{text: cutText(text, columns, {ellipsis: glyphs.ellipsis}), tone: 'dim'}]}/>)}
			{told !== '' && <Line spans={[{text: told, tone: 'dim'}]}/>}
			<Line spans={[{text: fitText(sum, columns - position.length), tone: requests.length > 0 ? 'accent' : 'dim'}, {text: position, tone: 'dim'}]}/>
		</Box>
	);
}

function emptyText(requests: number, isHeld: boolean): string {
	if (isHeld) {
		return 'Only the process that has the share open knows its peers.';
	}

	return requests === 0 ? 'Nobody is connected.' : `${count(requests, 'peer')} ${requests === 1 ? 'asks' : 'ask'} to have it. Press a to answer.`;
}
