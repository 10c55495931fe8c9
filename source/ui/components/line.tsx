import {Text, useIsScreenReaderEnabled} from 'ink';
import {memo, type ReactNode} from 'react';
import {useTheme} from '../hooks/use-theme.ts';
import {
	mergeSpans, type Spans, spokenText, textOf,
} from '../spans.ts';

export type LineProps = {
	readonly spans: Spans;
	/** Drawn as a whole in bold. */
	readonly isSelected?: boolean;
};

/** One line of the screen, never more: pieces of text in the colours of what they mean. */
export const Line = memo(({spans, isSelected = false}: LineProps): ReactNode => {
	const {tones, spell} = useTheme();
	if (useIsScreenReaderEnabled()) {
		const spoken = spokenText(spans);
		return spoken === '' ? null : <Text>{spell(spoken)}</Text>;
	}

	const pieces = mergeSpans(spans).map(({text, tone = 'plain'}, index) => <Text key={index} {...tones[tone]}>{spell(text)}</Text>);
	// Ink gives a text without characters no line.
	return <Text wrap='truncate' bold={isSelected}>{textOf(spans) === '' ? ' ' : pieces}</Text>;
}, (before, after) => before.isSelected === after.isSelected && isSame(before.spans, after.spans));

function isSame(a: Spans, b: Spans): boolean {
	return a === b || (a.length === b.length && a.every(({text, tone}, index) => text === b[index]!.text && tone === b[index]!.tone));
}
