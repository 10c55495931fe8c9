import {Box, useIsScreenReaderEnabled} from 'ink';
import {type ReactNode, useMemo, useState} from 'react';
import {Dialog} from '../components/dialog.tsx';
import {Line} from '../components/line.tsx';
import {dialogLayout} from '../dialog-layout.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useFrameLayout} from '../hooks/use-frame-layout.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {DialogProps} from '../navigation.ts';
import type {Spans} from '../spans.ts';
import {helpRows} from './help-rows.ts';

/** Three columns of sentences; more would be harder to read. */
const widest = 148;

/** Every key of the dashboard. */
export function HelpDialog({onClose}: DialogProps<'help'>): ReactNode {
	const {inside: {columns, rows}} = dialogLayout(useFrameLayout().body, widest);
	const {arrowKeys} = useTheme();
	const isSpoken = useIsScreenReaderEnabled();
	const lines = useMemo(() => helpRows(columns, {arrows: arrowKeys, isSpoken}), [columns, arrowKeys, isSpoken]);
	useActions({close: onClose, 'close-page': onClose, help: onClose});
	return (
		<Dialog title='Keys' hints={lines.length > rows ? ['down', 'page-down', 'close'] : ['close']} titles={{close: 'close'}} maxWidth={widest}>
			<Body lines={lines} rows={rows}/>
		</Dialog>
	);
}

function Body({lines, rows}: {readonly lines: readonly Spans[]; readonly rows: number}): ReactNode {
	const {glyphs} = useTheme();
	const [wanted, setWanted] = useState(0);
	const isLonger = lines.length > rows;
	const shown = isLonger ? rows - 1 : lines.length;
	const furthest = lines.length - shown;
	const offset = Math.min(wanted, furthest);
	const move = (by: number) => () => {
		setWanted(Math.max(0, Math.min(offset + by, furthest)));
	};

	useActions({
		up: move(-1), down: move(1), 'page-up': move(1 - shown), 'page-down': move(shown - 1), first: move(-lines.length), last: move(lines.length),
	});
	return (
		<Box flexDirection='column' flexShrink={0}>
			{lines.slice(offset, offset + shown).map((spans, index) => <Line key={offset + index} spans={spans}/>)}
			{isLonger && <Line spans={[{text: `${glyphs.arrows}  ${offset + shown} of ${lines.length} lines`, tone: 'dim', spoken: ''}]}/>}
		</Box>
	);
}
