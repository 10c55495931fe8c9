import {Box} from 'ink';
import {type ReactNode, useMemo} from 'react';
import type {VersionView} from '../../app/engine-state.ts';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {useListState} from '../components/list/use-list-state.ts';
import {cutText, fitText} from '../fit-text.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {useTicker} from '../hooks/use-ticker.ts';
import {useVersions, useVersionWindow} from '../hooks/use-versions.ts';
import {listRule} from '../rows/list-position.ts';
import {
	versionColumns, versionHeadings, versionRow, versionSentence,
} from '../rows/version-row.ts';
import type {Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {wrapText} from '../wrap-text.ts';
import type {TabProps} from './tab-props.ts';
import {VersionChanges} from './version-changes.tsx';

/** Wider, the eye would lose the line between a version and what it changed. */
const widest = 110;

/** With less, the text matters more than the line above it. */
const roomyRows = 8;

export type HistoryTabProps = TabProps & {
	readonly isSeen: boolean;
	/** The version whose changes are shown; kept by the screen, whose footer tells the keys. */
	readonly opened: VersionView | undefined;
	readonly onOpen: (version: VersionView | undefined) => void;
};

/** The versions of a share, the newest first, or what one of them changed. */
export function HistoryTab({share, columns, rows, isSeen, opened, onOpen}: HistoryTabProps): ReactNode {
	const {glyphs} = useTheme();
	const now = useTicker(60_000, {isActive: isSeen});
	const versions = useVersions();
	const {list: {versions: known, isEnd, problem}, reads, counts} = versions;
	const isRoomy = rows >= roomyRows;
	const sentenceRows = isRoomy ? 3 : 1;
	const listRows = Math.max(1, rows - sentenceRows - (isRoomy ? 2 : 0));
	// The line for older versions is not the same one when some of them have come: the selection stays where it is.
	const ids = useMemo(() => [...known.map(({block}) => String(block)), ...(isEnd ? [] : [`before ${known.at(-1)?.block ?? ''}`])], [known, isEnd]);
	const list = useListState({count: ids.length, rows: listRows, ids});
	const isListSeen = isSeen && opened === undefined;
	useVersionWindow(share, versions, {offset: list.offset, rows: listRows, isActive: isListSeen});
	const selected = known[list.cursor];
	const width = Math.min(columns, widest);
	const widthOf = versionColumns(width);
	const isHere = (version: VersionView): boolean => share.direction === 'receiving' && version.version === share.version;
	useActions({
		...list.actions,
		'open-version'() {
			onOpen(selected);
		},
	}, {isActive: isListSeen});
	if (!isSeen) {
		return null;
	}

	if (opened !== undefined) {
		return <VersionChanges key={opened.block} share={share} version={opened} counts={counts.get(opened.block)} columns={columns} rows={rows} onClose={() => {
			onOpen(undefined);
		}}/>;
	}

	if (known.length === 0) {
		return <Line spans={[{text: cutText(emptyText(share.status === 'held', reads > 0, problem?.message), columns, {ellipsis: glyphs.ellipsis}), tone: 'dim'}]}/>;
	}

	const older = problem?.message ?? `Older ones are being read${glyphs.ellipsis}`;
	const sentence = selected === undefined ? `${older} ${problem?.hint ?? ''}` : versionSentence(selected, counts.get(selected.block), {isHere: isHere(selected), isShort: !isRoomy});
	return (
		<Box flexDirection='column'>
			{isRoomy && <Line spans={versionHeadings(widthOf)}/>}
			<List
				{...list} count={ids.length} rows={listRows}
				renderRow={(index, isSelected) => {
					const version = known[index];
					return version === undefined
						? <Line isSelected={isSelected} spans={olderRow(older, {
							width, glyphs, isSelected, isMissing: problem !== undefined,
						})}/>
						: <Line isSelected={isSelected} spans={versionRow(version, counts.get(version.block), {
							columns: widthOf, glyphs, isSelected, isHere: isHere(version), now,
						})}/>;
				}}
			/>
			{isRoomy && <Line spans={listRule({
				offset: list.offset, rows: listRows, count: known.length, isOpenEnded: !isEnd,
			}, {width: columns, glyphs})}/>}
			{wrapText(sentence, columns, sentenceRows).map((text, index) => <Line key={index} spans={[{text, tone: isRoomy ? 'plain' : 'dim'}]}/>)}
		</Box>
	);
}

type OlderRowOptions = {readonly width: number; readonly glyphs: Glyphs; readonly isSelected: boolean; readonly isMissing: boolean};

/** The line for versions that are still being read, or can't be. */
function olderRow(text: string, {width, glyphs, isSelected, isMissing}: OlderRowOptions): Spans {
	return [
		{text: isSelected ? glyphs.cursor : ' ', tone: 'accent', spoken: isSelected ? 'selected:' : ''},
		{text: fitText(`  ${text}`, width - 1, {ellipsis: glyphs.ellipsis}), tone: isMissing ? 'warning' : 'dim', spoken: text},
	];
}

function emptyText(isHeld: boolean, isKnown: boolean, problem: string | undefined): string {
	if (isHeld) {
		return 'Only the process that has the share open knows its versions.';
	}

	return problem ?? (isKnown ? 'No version is complete yet.' : 'Reading the versions.');
}
