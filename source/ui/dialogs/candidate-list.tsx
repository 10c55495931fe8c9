import {Box} from 'ink';
import type {ReactNode} from 'react';
import {Line} from '../components/line.tsx';
import {visibleWindow} from '../components/list/visible-window.ts';
import {fitText} from '../fit-text.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {lastName, type PathInput} from './path-input.ts';

export type CandidateListProps = {
	readonly input: PathInput;
	/** In columns, of the whole row. */
	readonly width: number;
	/** How far the names stand to the right, at least 2. */
	readonly indent: number;
	/** It always takes so many, so that nothing below it moves while somebody types. */
	readonly rows: number;
};

/** How a path that is typed could go on. */
export function CandidateList({input: {candidates, chosen}, width, indent, rows}: CandidateListProps): ReactNode {
	const {glyphs} = useTheme();
	const {offset} = visibleWindow({cursor: chosen ?? 0, offset: Math.max(0, (chosen ?? 0) - Math.floor(rows / 2))}, candidates.length, rows);
	const shown = candidates.slice(offset, offset + rows);
	return (
		<Box flexDirection='column' flexShrink={0} height={Math.max(0, rows)} overflow='hidden'>
			{shown.map((candidate, index) => {
				const isChosen = offset + index === chosen;
				const hasMore = index === rows - 1 && offset + rows < candidates.length;
				return (
					<Line
						key={candidate} isSelected={isChosen} spans={[
							{text: `${' '.repeat(indent - 2)}${isChosen ? glyphs.cursor : ' '} `, tone: 'accent', spoken: isChosen ? 'selected:' : ''},
							{text: hasMore && !isChosen ? glyphs.ellipsis : fitText(lastName(candidate), width - indent, {cut: 'middle', ellipsis: glyphs.ellipsis}), tone: isChosen ? 'plain' : 'dim'},
						]}
					/>
				);
			})}
		</Box>
	);
}
