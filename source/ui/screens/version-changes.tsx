import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {ShareState, VersionView} from '../../app/engine-state.ts';
import {dateText} from '../../base/format.ts';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {useListState} from '../components/list/use-list-state.ts';
import {cutText, fitText, safeText} from '../fit-text.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useDifferences, useDifferencesWindow} from '../hooks/use-differences.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {differenceRow, differenceSentence} from '../rows/difference-row.ts';
import {positionText} from '../rows/list-position.ts';
import {changeFigures, type CountedChanges} from '../rows/version-row.ts';
import type {Spans} from '../spans.ts';

/** Wider, the eye would lose the line between a path and its size. */
const widest = 110;

export type VersionChangesProps = {
	readonly share: ShareState;
	readonly version: VersionView;
	readonly counts: CountedChanges;
	readonly columns: number;
	readonly rows: number;
	readonly onClose: () => void;
};

/** What a version changed, file by file, in the order of the paths. */
export function VersionChanges({share: {id, peers}, version: {version, time, block}, counts, columns, rows, onClose}: VersionChangesProps): ReactNode {
	const {glyphs} = useTheme();
	const differences = useDifferences();
	const {rows: found, isEnd, problem} = differences;
	const listRows = Math.max(1, rows - 2);
	const list = useListState({count: found.length, rows: listRows});
	useDifferencesWindow(id, block, differences, {
		offset: list.offset, rows: listRows, peers,
	});
	useActions({...list.actions, 'close-version': onClose});
	useActions({close: onClose}, {layer: 'field'});
	const width = Math.min(columns, widest);
	const position = positionText({
		offset: list.offset, rows: listRows, count: found.length, isOpenEnded: !isEnd,
	});
	const selected = found[list.cursor];
	const isAtEnd = list.cursor === found.length - 1;
	const told = problem !== undefined && isAtEnd ? problem.message : (selected === undefined ? '' : differenceSentence(selected));
	const status = cutText(safeText(told), columns - (position === '' ? 0 : position.length + 2), {cut: 'middle', ellipsis: glyphs.ellipsis});
	const head = `  ${dateText(time)}${changeFigures(counts)}`;
	const nothing = problem?.message ?? (isEnd ? 'Nothing was changed.' : 'Comparing it with the version before.');
	const lastLine: Spans = selected === undefined
		? []
		: [{text: fitText(status, columns - position.length), tone: problem !== undefined && isAtEnd ? 'warning' : 'dim'}, {text: position, tone: 'dim'}];
	return (
		<Box flexDirection='column'>
			<Line spans={[{text: `Version ${version.toLocaleString('en-US')}`, tone: 'strong'}, {text: head, tone: 'dim'}]}/>
			{selected === undefined
				? <Box height={listRows}><Line spans={[{text: cutText(nothing, columns, {ellipsis: glyphs.ellipsis}), tone: 'dim'}]}/></Box>
				: <List
					{...list} count={found.length} rows={listRows}
					renderRow={(index, isSelected) => <Line isSelected={isSelected} spans={differenceRow(found[index]!, {width, glyphs, isSelected})}/>}
				/>}
			<Line spans={lastLine}/>
		</Box>
	);
}
