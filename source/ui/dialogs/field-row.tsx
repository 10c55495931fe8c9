import {Box} from 'ink';
import type {ReactNode} from 'react';
import {Line} from '../components/line.tsx';
import {TextField, type TextFieldProps} from '../components/text-field.tsx';
import {fitText} from '../fit-text.ts';

export type FieldRowProps = TextFieldProps & {
	readonly label: string;
	/** In columns, with the gap behind it. */
	readonly labelWidth: number;
};

/** A text field with its name before it. `width` is that of the whole row. */
export function FieldRow({label, labelWidth, width, isActive = true, ...field}: FieldRowProps): ReactNode {
	return (
		<Box flexShrink={0} height={1}>
			<Line spans={[{text: fitText(label, labelWidth), tone: isActive ? 'accent' : 'dim'}]}/>
			<TextField {...field} width={width - labelWidth} isActive={isActive}/>
		</Box>
	);
}
