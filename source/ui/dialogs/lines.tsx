import {Box} from 'ink';
import type {ReactNode} from 'react';
import {Line} from '../components/line.tsx';
import type {Spans} from '../spans.ts';

export type LinesProps = {
	readonly lines: readonly Spans[];
	/** When it always takes so many, what stands below doesn't move. */
	readonly height?: number;
};

/** Lines one below the other. */
export function Lines({lines, height = lines.length}: LinesProps): ReactNode {
	return (
		<Box flexDirection='column' flexShrink={0} height={height} overflow='hidden'>
			{lines.slice(0, height).map((spans, index) => <Line key={index} spans={spans}/>)}
		</Box>
	);
}
