import {Box} from 'ink';
import {type ReactNode, useMemo} from 'react';
import {wantedBy} from '../../app/choice.ts';
import {count} from '../../base/format.ts';
import {FilterLine} from '../components/filter-line.tsx';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {useListState} from '../components/list/use-list-state.ts';
import {
	lineOf, treeLength, type TreeLine, treeLines,
} from '../file-tree.ts';
import {cutText, fitText, safeText} from '../fit-text.ts';
import {useActions} from '../hooks/use-actions.ts';
import type {Choosing} from '../hooks/use-choosing.ts';
import {mostFound, useFileSearch} from '../hooks/use-file-search.ts';
import {useFileTree, useTreeWindow} from '../hooks/use-file-tree.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {fileColumns, fileRow, moreRow} from '../rows/file-row.ts';
import {positionText} from '../rows/list-position.ts';
import {isUnfinished} from '../rows/share-status.ts';
import type {TabProps} from './tab-props.ts';

/** Wider, the eye would lose the line between a name and its state. */
const widest = 110;

export type FilesTabProps = TabProps & {
	readonly isSeen: boolean;
	/** What is searched for, and whether only problems are shown; kept by the screen, whose footer tells the keys. */
	readonly search: FilesSearch;
	readonly onSearch: (search: FilesSearch) => void;
	readonly choosing: Choosing;
};

export type FilesSearch = {readonly text: string; readonly isTyping: boolean; readonly onlyProblems: boolean};

/** The files of a share as a tree, or what of them was searched for. */
export function FilesTab({share, columns, rows, isSeen, search, onSearch, choosing}: FilesTabProps): ReactNode {
	const {glyphs} = useTheme();
	const {choice, isPossible, toggle} = choosing;
	const wantedOf = useMemo(() => choice && wantedBy(choice), [choice]);
	const files = useFileTree();
	const found = useFileSearch(share.id, search.text, search.onlyProblems);
	const isSearch = search.text !== '' || search.onlyProblems;
	const listRows = rows - (isSearch || search.isTyping ? 1 : 0) - (choice ? 1 : 0) - 1;
	const length = isSearch ? found.rows.length : treeLength(files.tree);
	const list = useListState({count: length, rows: listRows});
	// While it is being opened again nothing can be read, and what was read stays.
	const isOpening = share.status === 'starting' || share.status === 'verifying';
	useTreeWindow(share.id, files, {
		offset: list.offset,
		rows: listRows,
		isActive: isSeen && !isSearch && !isOpening,
		isLive: isUnfinished(share) || share.status === 'reading',
		version: `${share.version} ${share.status} ${share.totalFiles}`,
	});
	const lineAt = (index: number): TreeLine | undefined => {
		const row = found.rows[index];
		return isSearch
			? row && {
				kind: 'row', row, depth: 0, isOpen: false, directory: '', index,
			}
			: treeLines(files.tree, index, 1)[0];
	};

	const selected = lineAt(list.cursor);
	const open = (isOpen: boolean): void => {
		if (selected?.kind === 'row' && selected.row.kind === 'directory' && !isSearch) {
			files.change({kind: 'open', path: selected.row.path, isOpen});
		}
	};

	useActions({
		...list.actions,
		expand() {
			open(selected?.kind === 'row' && !selected.isOpen);
		},
		'expand-folder'() {
			open(true);
		},
		collapse() {
			const line = selected === undefined || isSearch ? undefined : lineOf(files.tree, selected.directory);
			if (selected?.kind === 'row' && selected.isOpen) {
				files.change({kind: 'open', path: selected.row.path, isOpen: false});
			} else if (line !== undefined) {
				list.move({to: line});
			}
		},
		filter() {
			onSearch({...search, isTyping: true});
		},
		...(isPossible && {
			pick() {
				if (selected?.kind === 'row') {
					toggle(selected.row);
				}
			},
			'pick-all'() {
				toggle({path: '', kind: 'directory'});
			},
		}),
		'only-problems'() {
			onSearch({...search, onlyProblems: !search.onlyProblems});
		},
	}, {isActive: isSeen && !search.isTyping});
	useActions({
		close() {
			onSearch({text: '', isTyping: false, onlyProblems: false});
		},
	}, {isActive: isSeen && isSearch && !choice && !search.isTyping, layer: 'field'});
	// Enter applies; folders are opened by the arrow.
	useActions({apply: choosing.apply, close: choosing.drop}, {isActive: isSeen && choice !== undefined && !search.isTyping, layer: 'field'});
	const widthOf = fileColumns(Math.min(columns, widest));
	const renderRow = (index: number, isSelected: boolean): ReactNode => {
		const line = lineAt(index);
		return line?.kind === 'row'
			? <Line isSelected={isSelected} spans={fileRow(line.row, {
				...line, widthOf, glyphs, isSelected, hasPath: isSearch, wanted: wantedOf?.(line.row.path, line.row.kind),
			})}/>
			: <Line spans={moreRow(line?.depth ?? 0, {glyphs, isSelected, width: columns})}/>;
	};

	const position = isSearch
		? ''
		: positionText({
			offset: list.offset, rows: listRows, count: length, isOpenEnded: lineAt(length - 1)?.kind === 'more',
		});
	const statusWidth = columns - (position === '' ? 0 : position.length + 2);
	const status = cutText(statusText(selected, isSearch ? found : undefined), statusWidth, {cut: 'middle', ellipsis: glyphs.ellipsis});
	const hasProblem = selected?.kind === 'row' && selected.row.problem !== undefined;
	return (
		<Box flexDirection='column' display={isSeen ? 'flex' : 'none'}>
			{choice && <Line spans={[{text: cutText('Pick what you want; Enter applies it.', columns, {ellipsis: glyphs.ellipsis}), tone: 'accent'}]}/>}
			{search.isTyping || search.text !== ''
				? (
					<FilterLine
						filter={search} width={columns} moves={list.actions} onChange={filter => {
							onSearch({...search, ...filter});
						}}
					/>
				)
				: search.onlyProblems && <Line spans={[{text: 'Only files with a problem', tone: 'warning'}]}/>}
			{length === 0
				? <Box height={listRows}><Line spans={[{text: emptyText(isSearch, found.isSearching), tone: 'dim'}]}/></Box>
				: <List {...list} count={length} rows={listRows} renderRow={renderRow}/>}
			<Line spans={[{text: fitText(status, columns - position.length), tone: hasProblem ? 'bad' : 'dim'}, {text: position, tone: 'dim'}]}/>
		</Box>
	);
}

function emptyText(isSearch: boolean, isSearching: boolean): string {
	return isSearch ? (isSearching ? 'Searching.' : 'Nothing was found.') : 'No files are known yet.';
}

/** The whole path of what is selected with what is wrong with it, and how much was found. */
function statusText(selected: TreeLine | undefined, found: {readonly rows: readonly unknown[]; readonly isSearching: boolean} | undefined): string {
	const row = selected?.kind === 'row' ? selected.row : undefined;
	const sum = found === undefined ? '' : `${found.rows.length >= mostFound ? 'the first ' : ''}${count(found.rows.length, 'match', 'matches')}${found.isSearching ? ' so far' : ''}   `;
	return row === undefined ? sum : `${sum}${safeText(row.path)}${row.problem === undefined ? '' : `: ${safeText(row.problem)}`}`;
}
