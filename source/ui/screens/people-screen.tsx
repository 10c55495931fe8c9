import {type ReactNode, useMemo, useState} from 'react';
import type {PersonView} from '../../app/engine-state.ts';
import {count} from '../../base/format.ts';
import {FilterLine, filterTitles} from '../components/filter-line.tsx';
import {Frame} from '../components/frame.tsx';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {useListState} from '../components/list/use-list-state.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useComparisonWords} from '../hooks/use-comparison-words.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useFrameLayout} from '../hooks/use-frame-layout.ts';
import {useNavigation} from '../hooks/use-navigation.ts';
import {usePeopleActions} from '../hooks/use-people-actions.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {ActionId} from '../keymap.ts';
import {matchesFilter} from '../matches-filter.ts';
import {listRule} from '../rows/list-position.ts';
import {ownLine, personDetails} from '../rows/person-details.ts';
import {personColumns, personHeadings, personRow} from '../rows/person-row.ts';
import {toggled} from '../toggled.ts';
import {Nobody} from './nobody.tsx';
import {peopleLayout} from './people-layout.ts';

/** Wider, the eye would lose the line. */
const widest = 136;

/** Whom the user knows and who is in the local network, and what there is to know about whoever is selected. */
export function PeopleScreen(): ReactNode {
	const {glyphs} = useTheme();
	const {body} = useFrameLayout();
	const all = useEngineState(state => state.people);
	const [filter, setFilter] = useState({text: '', isTyping: false});
	const people = useMemo(() => all.filter(({name, toldName, peer}) => matchesFilter([name ?? '', toldName ?? '', peer], filter.text)), [all, filter.text]);
	const ids = useMemo(() => people.map(({peer}) => peer), [people]);
	const hasFilter = filter.isTyping || filter.text !== '';
	const layout = peopleLayout(body, hasFilter);
	const list = useListState({count: people.length, rows: layout.listRows, ids});
	const person = people[list.cursor];
	const {push} = useNavigation();
	const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
	const meant = all.filter(({peer, isBlocked}) => picked.has(peer) && !isBlocked).map(({peer}) => peer);
	const offers = useEngineState(state => state.peerOffers.length);
	const actions = usePeopleActions(person);
	useActions({
		...actions,
		...list.actions,
		...(person !== undefined && !person.isBlocked && {
			'pick-person'() {
				setPicked(toggled(picked, person.peer));
			},
		}),
		...((meant.length > 0 || person?.isBlocked === false) && {
			'offer-to'() {
				push({kind: 'offer-to', peers: meant.length > 0 ? meant : [person!.peer]});
			},
		}),
		...(hasFilter && {
			back() {
				setFilter({text: '', isTyping: false});
			},
		}),
		filter() {
			setFilter({...filter, isTyping: true});
		},
	}, {isActive: !filter.isTyping});
	const widthOf = personColumns(Math.min(body.columns, widest));
	return (
		<Frame
			title={filter.text === '' ? (meant.length === 0 ? 'Peers' : `${meant.length} picked`) : `${people.length} of ${all.length}`}
			hints={filter.isTyping ? ['accept', 'close'] : hintsFor(all, person, {offers, isPicking: meant.length > 0})}
			titles={{
				...filterTitles, ...(hasFilter && {back: 'show all'}), 'block-person': person?.isBlocked ? 'unblock' : 'block', ...(offers > 0 && {inbox: count(offers, 'offer')}),
			}}
		>
			{hasFilter && <FilterLine filter={filter} width={body.columns} onChange={setFilter} moves={list.actions}/>}
			{all.length === 0
				? <Nobody/>
				: (
					<>
						{layout.isRoomy && <OwnLine width={body.columns}/>}
						{layout.isRoomy && <Line spans={personHeadings(widthOf)}/>}
						<List
							{...list} count={people.length} rows={layout.listRows}
							renderRow={(index, isSelected) => <Line isSelected={isSelected} spans={personRow(people[index]!, {
								widthOf, glyphs, isSelected, isPicked: meant.includes(people[index]!.peer),
							})}/>}
						/>
						<Line spans={listRule({offset: list.offset, rows: layout.listRows, count: people.length}, {width: body.columns, glyphs})}/>
						{person === undefined
							? <Line spans={[{text: 'Nobody matches.', tone: 'dim'}]}/>
							: <Details person={person} width={body.columns} rows={layout.detailsRows}/>}
					</>
				)}
		</Frame>
	);
}

function OwnLine({width}: {readonly width: number}): ReactNode {
	const ownName = useEngineState(state => state.ownName);
	const ownKey = useEngineState(state => state.ownKey);
	const lanOffers = useEngineState(state => state.lanOffers);
	return <Line spans={ownLine({ownName, ownKey, lanOffers}, width)}/>;
}

function Details({person, width, rows}: {readonly person: PersonView; readonly width: number; readonly rows: number}): ReactNode {
	const words = useComparisonWords(person.peer);
	return personDetails(person, {width, rows, words}).map((spans, index) => <Line key={index} spans={spans}/>);
}

function hintsFor(all: readonly PersonView[], person: PersonView | undefined, {offers, isPicking}: {readonly offers: number; readonly isPicking: boolean}): readonly ActionId[] {
	return [
		...(offers > 0 ? ['inbox'] as const : []),
		'back',
		...(isPicking || person?.isBlocked === false ? ['offer-to'] as const : []),
		...(person?.isBlocked === false ? ['pick-person'] as const : []),
		'add-person',
		...(person === undefined ? [] : ['name-peer', 'block-person', ...(person.isContact || person.isBlocked ? ['forget-person'] as const : [])] as const),
		'copy-own-key',
		'own-name',
		...(all.length > 1 ? ['filter'] as const : []),
		'help',
	];
}
