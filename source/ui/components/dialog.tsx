import {Box} from 'ink';
import {type ReactNode, useContext, useMemo} from 'react';
import {dialogLayout} from '../dialog-layout.ts';
import {fitText} from '../fit-text.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {KeyHintOptions} from '../key-hints.ts';
import type {ActionId} from '../keymap.ts';
import {BodySizeContext} from '../size-context.ts';
import type {Tone} from '../theme.ts';
import {Frame} from './frame.tsx';
import {Line} from './line.tsx';

/** In columns. */
const usualWidth = 76;

export type DialogProps = KeyHintOptions & {
	readonly title: string;
	readonly tone?: Tone;
	/** The keys that work in it, the most important first; the last one is always shown. */
	readonly hints: readonly ActionId[];
	/** The widest it becomes, in columns. */
	readonly maxWidth?: number;
	readonly children: ReactNode;
};

/** A dialog in the place of the screen below: a title in a box, and what it asks. Its content may fill `useSize()`, which is asked for in a component that stands in it. */
export function Dialog({title, tone = 'accent', hints, titles, maxWidth = usualWidth, children}: DialogProps): ReactNode {
	return (
		<Frame hints={hints} titles={titles}>
			<DialogBox title={title} tone={tone} maxWidth={maxWidth}>{children}</DialogBox>
		</Frame>
	);
}

function DialogBox({title, tone, maxWidth, children}: Required<Pick<DialogProps, 'title' | 'tone' | 'maxWidth' | 'children'>>): ReactNode {
	const body = useContext(BodySizeContext);
	const {glyphs, tones} = useTheme();
	const {hasBox, width, inside} = useMemo(() => dialogLayout(body, maxWidth), [body, maxWidth]);
	return (
		<Box
			alignSelf='center' flexDirection='column' flexShrink={0} width={width} maxHeight={body.rows} overflow='hidden'
			{...(hasBox
				? {
					borderStyle: glyphs.border, borderDimColor: true, paddingX: 1, ...(tones[tone].color === undefined ? {} : {borderColor: tones[tone].color}),
				}
				: {})}
		>
			<Line isSelected spans={[{text: fitText(title, inside.columns, {cut: 'middle', ellipsis: glyphs.ellipsis}), tone}]}/>
			{hasBox && <Line spans={[]}/>}
			<Box flexDirection='column' flexShrink={0} maxHeight={inside.rows} overflow='hidden'>
				<BodySizeContext value={inside}>{children}</BodySizeContext>
			</Box>
		</Box>
	);
}
