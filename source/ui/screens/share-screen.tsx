import {Box} from 'ink';
import {type ReactNode, useState} from 'react';
import type {ShareState, VersionView} from '../../app/engine-state.ts';
import {filterTitles} from '../components/filter-line.tsx';
import {Frame} from '../components/frame.tsx';
import {Line} from '../components/line.tsx';
import {useActions} from '../hooks/use-actions.ts';
import {useChoosing} from '../hooks/use-choosing.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useFrameLayout} from '../hooks/use-frame-layout.ts';
import {useNavigation} from '../hooks/use-navigation.ts';
import {shareHints, useShareActions} from '../hooks/use-share-actions.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {ActionId} from '../keymap.ts';
import {type Tab, tabs} from '../navigation.ts';
import {nameOf} from '../rows/share-row.ts';
import {shareSummary} from '../rows/share-summary.ts';
import {tabBar} from '../rows/tab-bar.ts';
import {ActivityTab} from './activity-tab.tsx';
import {BlocksTab} from './blocks-tab.tsx';
import {type FilesSearch, FilesTab} from './files-tab.tsx';
import {HistoryTab} from './history-tab.tsx';
import {PeersTab} from './peers-tab.tsx';
import {shareTitles} from './share-titles.ts';

export type ShareScreenProps = {readonly id: string; readonly tab: Tab};

/** One share: what it is doing, and a tab each for its files, peers, blocks, activity and versions. */
export function ShareScreen({id, tab}: ShareScreenProps): ReactNode {
	const share = useEngineState(state => state.shares.find(each => each.id === id));
	return share === undefined ? null : <OpenShare share={share} tab={tab}/>;
}

function OpenShare({share, tab}: {readonly share: ShareState; readonly tab: Tab}): ReactNode {
	const {glyphs} = useTheme();
	const engine = useEngine();
	const {replace, pop} = useNavigation();
	const {body: {columns, rows}} = useFrameLayout();
	const [search, setSearch] = useState<FilesSearch>({text: '', isTyping: false, onlyProblems: false});
	const [opened, setOpened] = useState<VersionView | undefined>(undefined);
	const [isPeerBlocked, setPeerBlocked] = useState(false);
	const choosing = useChoosing(share);
	const isTyping = tab === 'files' && search.isTyping;
	const hasFilter = tab === 'files' && (search.text !== '' || search.onlyProblems);
	const hasVersion = tab === 'history' && opened !== undefined;
	// Also who is away may be listed there.
	const hasPeers = share.peers > 0 || (tab === 'peers' && engine.peers(share.id).length > 0);
	const go = (to: Tab) => () => {
		replace({kind: 'share', id: share.id, tab: to});
	};

	const step = (by: number): Tab => tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length]!;
	useActions({
		...useShareActions(share),
		back: pop,
		'next-tab': go(step(1)),
		'previous-tab': go(step(-1)),
		'tab-files': go('files'),
		'tab-peers': go('peers'),
		'tab-blocks': go('blocks'),
		'tab-activity': go('activity'),
		'tab-history': go('history'),
	}, {isActive: !isTyping});
	const isRoomy = rows >= 14;
	const above = [...shareSummary(share, {
		width: columns, glyphs, isRoomy, hasKey: rows >= 9,
	}), ...(isRoomy ? [[]] : []), ...tabBar(tab, share, {width: columns, glyphs, isRoomy})];
	const room = {share, columns, rows: Math.max(2, rows - above.length)};
	return (
		<Frame
			title={nameOf(share)}
			hints={isTyping
				? ['accept', 'close']
				: (tab === 'files' && choosing.choice
					? pickHints
					: hintsFor(share, tab, {
						hasFilter, hasVersion, hasPeers, canPick: choosing.isPossible, isNarrow: columns < narrowWidth,
					}))}
			titles={{
				...filterTitles,
				...shareTitles(share),
				...(hasVersion && {close: 'versions'}),
				...(tab === 'peers' && isPeerBlocked && {'block-peer': 'unblock'}),
				...(tab === 'files' && choosing.choice && !isTyping && {close: 'cancel'}),
			}}
		>
			{above.map((spans, index) => <Line key={index} spans={spans}/>)}
			<Box flexDirection='column' flexShrink={0} height={room.rows} overflow='hidden'>
				<FilesTab {...room} isSeen={tab === 'files'} search={search} onSearch={setSearch} choosing={choosing}/>
				{tab === 'peers' && <PeersTab {...room} onSelect={setPeerBlocked}/>}
				{tab === 'blocks' && <BlocksTab {...room}/>}
				{tab === 'activity' && <ActivityTab {...room}/>}
				<HistoryTab {...room} isSeen={tab === 'history'} opened={opened} onOpen={setOpened}/>
			</Box>
		</Frame>
	);
}

const pickHints: readonly ActionId[] = ['apply', 'pick', 'pick-all', 'close', 'expand-folder', 'filter', 'next-tab', 'help'];

/** With less, what is special to a tab comes before the ways out of it, which are the same everywhere. */
const narrowWidth = 60;

const tabHints: Readonly<Record<Tab, readonly ActionId[]>> = {
	files: ['expand', 'pick', 'filter', 'only-problems'],
	peers: ['choose-peer', 'block-peer', 'name-peer'],
	blocks: [],
	activity: [],
	history: ['open-version'],
};

type Offers = {readonly hasFilter: boolean; readonly hasVersion: boolean; readonly hasPeers: boolean; readonly canPick: boolean; readonly isNarrow: boolean};

function hintsFor(share: ShareState, tab: Tab, {hasFilter, hasVersion, hasPeers, canPick, isNarrow}: Offers): readonly ActionId[] {
	const [urgent, others] = shareHints(share);
	const own = (tab === 'peers' && !hasPeers) || hasVersion ? [] : tabHints[tab].filter(id => canPick || id !== 'pick');
	// Escape ends a search, and what lies over the versions, before it leads back.
	const ways = [hasFilter || hasVersion ? 'close' : 'back', 'next-tab'] as const;
	return [...urgent, ...(isNarrow ? [...own, ...ways] : [...ways, ...own]), ...others, 'quit', 'help'];
}
