import {type ReactNode, useEffect} from 'react';
import type {ShareState} from '../../app/engine-state.ts';
import type {FileSelection} from '../../app/file-selection.ts';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {useListState} from '../components/list/use-list-state.ts';
import {lineOf, treeLength, treeLines} from '../file-tree.ts';
import {useActions} from '../hooks/use-actions.ts';
import {type FileTreeState, useTreeWindow} from '../hooks/use-file-tree.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {moreRow} from '../rows/file-row.ts';
import {everythingRow, offerRow} from './offer-row.ts';
import {wantedOf} from './offer-state.ts';

export type OfferTreeProps = {
	readonly share: ShareState;
	readonly files: FileTreeState;
	readonly selection: FileSelection;
	readonly onToggle: (path: string) => void;
	/** Called with whether what is selected is a folder that could be opened. */
	readonly onFolder: (isFolder: boolean) => void;
	readonly width: number;
	readonly rows: number;
	/** Whether it takes keys. */
	readonly isActive: boolean;
};

/** The files of an offer, to choose from. Above a folder's files stands a line for all of them; however many there are, only what is seen is read. */
export function OfferTree({
	share: {id, kind, version, totalFiles, offer}, files, selection, onToggle, onFolder, width, rows, isActive,
}: OfferTreeProps): ReactNode {
	const {glyphs} = useTheme();
	const above = kind === 'file' ? 0 : 1;
	const count = above + treeLength(files.tree);
	const list = useListState({count, rows});
	useTreeWindow(id, files, {
		offset: Math.max(0, list.offset - above), rows, isActive: true, isLive: offer?.reading ?? false, version: `${version} ${totalFiles}`,
	});
	const lineAt = (index: number) => index < above ? undefined : treeLines(files.tree, index - above, 1)[0];
	const selected = lineAt(list.cursor);
	const isFolder = selected?.kind === 'row' && selected.row.kind === 'directory' && !selected.isOpen;
	useEffect(() => {
		onFolder(isFolder);
	}, [isFolder, onFolder]);
	useActions({
		...list.actions,
		toggle() {
			if (list.cursor < above) {
				onToggle('');
			} else if (selected?.kind === 'row') {
				onToggle(selected.row.path);
			}
		},
		'expand-folder'() {
			if (selected?.kind === 'row' && selected.row.kind === 'directory') {
				files.change({kind: 'open', path: selected.row.path, isOpen: true});
			}
		},
		collapse() {
			const line = selected === undefined ? undefined : lineOf(files.tree, selected.directory);
			if (selected?.kind === 'row' && selected.isOpen) {
				files.change({kind: 'open', path: selected.row.path, isOpen: false});
			} else {
				list.move({to: line === undefined ? 0 : line + above});
			}
		},
	}, {isActive});
	return (
		<List
			{...list} count={count} rows={rows} renderRow={(index, isAtCursor) => {
				const line = lineAt(index);
				const isSelected = isAtCursor && isActive;
				if (index < above) {
					return <Line isSelected={isSelected} spans={everythingRow({
						width, glyphs, isSelected, wanted: wantedOf(selection, ''),
					})}/>;
				}

				return line?.kind === 'row'
					? <Line isSelected={isSelected} spans={offerRow(line.row, {
						...line, width, glyphs, isSelected, wanted: wantedOf(selection, line.row.path),
					})}/>
					: <Line spans={moreRow((line?.depth ?? 0) + 1, {glyphs, isSelected, width})}/>;
			}}
		/>
	);
}
