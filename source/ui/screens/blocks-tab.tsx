import {Box} from 'ink';
import {type ReactNode, useCallback, useMemo} from 'react';
import {Line} from '../components/line.tsx';
import {useEngine} from '../hooks/use-engine.ts';
import {useSample} from '../hooks/use-sample.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {blockMap, cellsFor} from '../rows/block-map.ts';
import type {TabProps} from './tab-props.ts';

/** Which blocks of a share are here, on their way or missing, looked at twice a second. */
export function BlocksTab({share: {id}, columns, rows}: TabProps): ReactNode {
	const engine = useEngine();
	const {glyphs} = useTheme();
	const view = useSample(500, useCallback(() => engine.blocks(id, cellsFor({width: columns, rows})), [engine, id, columns, rows]));
	const lines = useMemo(() => blockMap(view, {width: columns, rows, glyphs}), [view, columns, rows, glyphs]);
	return <Box flexDirection='column'>{lines.map((spans, index) => <Line key={index} spans={spans}/>)}</Box>;
}
