import {Box} from 'ink';
import type {ReactNode} from 'react';
import {fitText} from '../fit-text.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useFrameSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {headerRow} from '../rows/header-row.ts';
import {Line} from './line.tsx';

export type HeaderProps = {
	/** What is seen below. */
	readonly title: string;
	/** What stands there where the title has no room; undefined: the title, cut. */
	readonly shortTitle: string | undefined;
	/** Whether a second line may be left empty. */
	readonly isRoomy: boolean;
};

/** How fast everything goes, whether the network answers and, if it doesn't, why. */
export function Header({title, shortTitle, isRoomy}: HeaderProps): ReactNode {
	const {columns} = useFrameSize();
	const {glyphs} = useTheme();
	const network = useEngineState(state => state.network);
	return (
		<Box flexDirection='column' flexShrink={0}>
			<Line spans={headerRow(title, network, {
				width: columns, glyphs, shortTitle,
			})}/>
			{network.reason !== undefined && <Line spans={[{text: fitText(`${glyphs.warning} ${network.reason}`, columns, {ellipsis: glyphs.ellipsis}), tone: 'warning'}]}/>}
			{network.reason === undefined && isRoomy && <Line spans={[]}/>}
		</Box>
	);
}
