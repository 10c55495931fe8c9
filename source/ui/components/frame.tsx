import {Box} from 'ink';
import type {ReactNode} from 'react';
import {useFrameLayout} from '../hooks/use-frame-layout.ts';
import {useFrameSize} from '../hooks/use-size.ts';
import type {KeyHintOptions} from '../key-hints.ts';
import type {ActionId} from '../keymap.ts';
import {BodySizeContext} from '../size-context.ts';
import {Footer} from './footer.tsx';
import {Header} from './header.tsx';

export type FrameProps = KeyHintOptions & {
	/** What is seen, for the header. */
	readonly title?: string;
	/** What stands there where the title has no room; by default the title, cut. */
	readonly shortTitle?: string | undefined;
	/** The keys that work here, the most important first; the last one is always shown. */
	readonly hints: readonly ActionId[];
	readonly children: ReactNode;
};

/** A whole screen: header, what it shows, footer. What stands in it may fill `useSize()` and is cut off there. */
export function Frame({title = '', shortTitle, hints, titles, children}: FrameProps): ReactNode {
	const {columns, rows} = useFrameSize();
	const {isRoomy, body} = useFrameLayout();
	return (
		<Box flexDirection='column' width={columns} height={rows} overflow='hidden'>
			<Header title={title} shortTitle={shortTitle} isRoomy={isRoomy}/>
			<Box flexDirection='column' flexShrink={0} height={body.rows} overflow='hidden'>
				<BodySizeContext value={body}>{children}</BodySizeContext>
			</Box>
			<Footer hints={hints} titles={titles} isRoomy={isRoomy}/>
		</Box>
	);
}
