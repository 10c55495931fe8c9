import {Box} from 'ink';
import {type ReactNode, useMemo} from 'react';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {useListState} from '../components/list/use-list-state.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {useTicker} from '../hooks/use-ticker.ts';
import {activityRow, activityText} from '../rows/activity-row.ts';
import {listRule} from '../rows/list-position.ts';
import {wrapText} from '../wrap-text.ts';
import type {TabProps} from './tab-props.ts';

/** What has happened with a share, the newest first; of the selected one everything, with what to do next. */
export function ActivityTab({share: {activity}, columns, rows}: TabProps): ReactNode {
	const {glyphs} = useTheme();
	const now = useTicker(60_000);
	const names = useEngineState(state => state.peerNames);
	const newestFirst = useMemo(() => activity.toReversed().map(each => ({...each, text: activityText(each, names)})), [activity, names]);
	// With little room the text matters more than the line above it.
	const hasRule = rows >= 8;
	const detailRows = hasRule ? 3 : 2;
	const listRows = rows - detailRows - (hasRule ? 1 : 0);
	const list = useListState({count: newestFirst.length, rows: listRows});
	useActions(list.actions);
	const selected = newestFirst[list.cursor];
	if (selected === undefined) {
		return <Line spans={[{text: 'Nothing has happened yet.', tone: 'dim'}]}/>;
	}

	const whole = wrapText(`${selected.text}${selected.hint === undefined ? '' : ` ${selected.hint}`}`, columns, detailRows);
	return (
		<Box flexDirection='column'>
			<List
				{...list} count={newestFirst.length} rows={listRows}
				renderRow={(index, isSelected) => <Line isSelected={isSelected} spans={activityRow(newestFirst[index]!, {
					width: columns, glyphs, isSelected, now,
				})}/>}
			/>
			{hasRule && <Line spans={listRule({offset: list.offset, rows: listRows, count: newestFirst.length}, {width: columns, glyphs})}/>}
			{whole.map((text, index) => <Line key={index} spans={[{text, tone: hasRule ? 'plain' : 'dim'}]}/>)}
		</Box>
	);
}
