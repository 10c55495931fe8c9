import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {type ActionHandlers, useActions} from '../hooks/use-actions.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {TextField} from './text-field.tsx';

/** A text that what is shown has to contain, and whether it is still being typed. */
export type Filter = {readonly text: string; readonly isTyping: boolean};

/** What its keys do, for the footer. */
export const filterTitles = {accept: 'keep it', close: 'show all'} as const;

export type FilterLineProps = {
	readonly filter: Filter;
	readonly width: number;
	readonly onChange: (filter: Filter) => void;
	/** What still works while it is typed, as moving in the list. */
	readonly moves: ActionHandlers;
};

/** The line in which a filter is typed: Enter keeps it, Escape shows everything again. */
export function FilterLine({filter: {text, isTyping}, width, onChange, moves}: FilterLineProps): ReactNode {
	const {tones} = useTheme();
	useActions({
		...moves,
		accept() {
			onChange({text, isTyping: false});
		},
		close() {
			onChange({text: '', isTyping: false});
		},
	}, {isActive: isTyping});
	return (
		<Box flexShrink={0}>
			<Text {...tones.accent}>/ </Text>
			<TextField
				value={text} width={width - 2} isActive={isTyping} onChange={changed => {
					onChange({text: changed, isTyping: true});
				}}
			/>
		</Box>
	);
}
