import {Box} from 'ink';
import {
	type ReactNode, useEffect, useMemo, useRef, useState,
} from 'react';
import type {ShareState} from '../../app/engine-state.ts';
import {count} from '../../base/format.ts';
import {FilterLine, filterTitles} from '../components/filter-line.tsx';
import {Frame} from '../components/frame.tsx';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {useListState} from '../components/list/use-list-state.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useFrameLayout} from '../hooks/use-frame-layout.ts';
import {useNavigation} from '../hooks/use-navigation.ts';
import {shareHints, useShareActions} from '../hooks/use-share-actions.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {ActionId} from '../keymap.ts';
import {matchesFilter} from '../matches-filter.ts';
import {listRule, positionText, type SeenRows} from '../rows/list-position.ts';
import {keyLine, shareDetails} from '../rows/share-details.ts';
import {
	nameOf, shareColumns, shareHeadings, shareRow,
} from '../rows/share-row.ts';
import {shareTitles} from './share-titles.ts';
import {sharesLayout} from './shares-layout.ts';
import {Welcome} from './welcome.tsx';

/** All shares of this machine, and what there is to know about the selected one. */
export function SharesScreen(): ReactNode {
	const {glyphs} = useTheme();
	const {push, top} = useNavigation();
	const {body} = useFrameLayout();
	const all = useEngineState(state => state.shares);
	const offers = useEngineState(state => state.peerOffers.length);
	const [filter, setFilter] = useState({text: '', isTyping: false});
	const shares = useMemo(() => all.filter(share => matchesFilter([nameOf(share), ...share.places], filter.text)), [all, filter.text]);
	const ids = useMemo(() => shares.map(({id}) => id), [shares]);
	const hasFilter = filter.isTyping || filter.text !== '';
	const layout = sharesLayout(body, hasFilter);
	// Beside the list there is no line that could tell which rows are seen.
	const hasPosition = layout.isWide && shares.length > layout.listRows;
	const listRows = layout.listRows - (hasPosition ? 1 : 0);
	const list = useListState({count: shares.length, rows: listRows, ids});
	const seen = {offset: list.offset, rows: listRows, count: shares.length};
	useNewest(all, id => {
		// Other processes make shares, too.
		if (top.kind === 'get' || top.kind === 'share-paths') {
			list.move({to: ids.indexOf(id)});
		}
	});
	const share = shares[list.cursor];
	useActions({
		...useShareActions(share),
		...list.actions,
		share() {
			push({kind: 'share-paths'});
		},
		get() {
			push({kind: 'get', text: ''});
		},
		open() {
			if (share !== undefined) {
				push(share.status === 'offered' ? {kind: 'offer', id: share.id} : {kind: 'share', id: share.id, tab: 'files'});
			}
		},
		filter() {
			setFilter({...filter, isTyping: true});
		},
		close() {
			setFilter({text: '', isTyping: false});
		},
	}, {isActive: !filter.isTyping});
	const widthOf = shareColumns(layout.listWidth);
	return (
		<Frame
			shortTitle={offers === 0 ? undefined : offersTitle(offers)}
			title={titleOf({all: all.length, matching: filter.text === '' ? undefined : shares.length, offers})}
			hints={filter.isTyping ? ['accept', 'close'] : hintsFor(all, share, hasFilter, offers)}
			titles={{...filterTitles, ...shareTitles(share), ...(offers > 0 && {inbox: offersTitle(offers)})}}
		>
			{hasFilter && <FilterLine filter={filter} width={body.columns} onChange={setFilter} moves={list.actions}/>}
			{all.length === 0
				? <Welcome/>
				: (
					<Box flexDirection={layout.isWide ? 'row' : 'column'} flexShrink={0} height={layout.hasKeyLine ? layout.detailsRows : undefined}>
						<Box flexDirection='column' flexShrink={0} width={layout.listWidth}>
							{layout.hasHeadings && <Line spans={shareHeadings(widthOf)}/>}
							{shares.length === 0 && <Line spans={[{text: 'Nothing matches.', tone: 'dim'}]}/>}
							<List
								{...list} count={shares.length} rows={listRows}
								renderRow={(index, isSelected) => <Line isSelected={isSelected} spans={shareRow(shares[index]!, {widthOf, glyphs, isSelected})}/>}
							/>
							{hasPosition && <Line spans={[{text: `   ${positionText(seen)}`, tone: 'dim'}]}/>}
						</Box>
						{share !== undefined && layout.detailsRows > 0 && (
							<Details
								share={share} seen={layout.isWide ? undefined : seen}
								width={layout.detailsWidth} rows={layout.detailsRows} hasNoKey={layout.hasKeyLine}
							/>
						)}
					</Box>
				)}
			{layout.hasKeyLine && share !== undefined && <Line spans={keyLine(share, body.columns)}/>}
		</Frame>
	);
}

type DetailsProps = {
	readonly share: ShareState;
	/** What is seen of the list above; undefined when the list stands beside. */
	readonly seen: SeenRows | undefined;
	readonly width: number;
	readonly rows: number;
	readonly hasNoKey: boolean;
};

function Details({share, seen, width, rows, hasNoKey}: DetailsProps): ReactNode {
	const {glyphs} = useTheme();
	const lines = shareDetails(share, {
		width, rows, glyphs, hasNoKey,
	}).map((spans, index) => <Line key={index} spans={spans}/>);
	return seen === undefined
		? <Box flexDirection='column' marginLeft={3} width={width}>{lines}</Box>
		: <Box flexDirection='column' flexShrink={0}><Line spans={listRule(seen, {width, glyphs})}/>{lines}</Box>;
}

function titleOf({all, matching, offers}: {readonly all: number; readonly matching: number | undefined; readonly offers: number}): string {
	const shares = all === 0 ? '' : (matching === undefined ? count(all, 'share') : `${matching} of ${all}`);
	return [shares, offers === 0 ? '' : offersTitle(offers)].filter(text => text !== '').join(', ');
}

/** Alone where not all fits: the shares are seen, the offers wait. */
function offersTitle(offers: number): string {
	return count(offers, 'offer');
}

function hintsFor(all: readonly ShareState[], share: ShareState | undefined, hasFilter: boolean, offers: number): readonly ActionId[] {
	const inbox = offers > 0 ? ['inbox'] as const : [];
	if (all.length === 0) {
		return ['share', 'get', ...inbox, 'people', 'quit', 'help'];
	}

	const [urgent, others] = shareHints(share);
	return [...(hasFilter ? ['close'] as const : []), ...urgent, 'share', 'get', ...inbox, ...(share === undefined ? [] : ['open'] as const), ...others, 'people', 'filter', 'limits', 'quit', 'help'];
}

/** Calls back with a share that has come to be since the last time. Several at once are what a start brings along, and what another process holds is not new to anybody. */
function useNewest(shares: readonly ShareState[], onNew: (id: string) => void): void {
	const known = useRef<ReadonlySet<string> | undefined>(undefined);
	useEffect(() => {
		const before = known.current;
		known.current = new Set(shares.map(({id}) => id));
		const [newest, ...others] = before === undefined ? [] : shares.filter(({id, status}) => status !== 'held' && !before.has(id));
		if (newest !== undefined && others.length === 0) {
			onNew(newest.id);
		}
	});
}
