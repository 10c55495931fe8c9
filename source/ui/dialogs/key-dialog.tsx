import {Box, Text, useIsScreenReaderEnabled} from 'ink';
import {type ReactNode, useMemo} from 'react';
import type {ShareState} from '../../app/engine-state.ts';
import {Dialog} from '../components/dialog.tsx';
import {Footer} from '../components/footer.tsx';
import {Line} from '../components/line.tsx';
import {cutText, safeText} from '../fit-text.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useShareActions} from '../hooks/use-share-actions.ts';
import {useFrameSize, useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {DialogProps} from '../navigation.ts';
import {qrCode, type QrRun, wideQrCode} from '../qr-code.ts';
import {nameOf} from '../rows/share-row.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {Lines} from './lines.tsx';

const hints = ['copy-key', 'close'] as const;
const titles = {close: 'close'} as const;

/** The key of a share, whole, and as a QR code where there is room for one. */
export function KeyDialog({id, onClose}: DialogProps<'key'>): ReactNode {
	const share = useEngineState(state => state.shares.find(each => each.id === id));
	const {'copy-key': copyKey} = useShareActions(share);
	const {columns, rows} = useFrameSize();
	const isSpoken = useIsScreenReaderEnabled();
	const key = share?.key ?? '';
	const {isAscii} = useTheme();
	const code = useMemo(() => key === '' ? [] : (isAscii ? wideQrCode(key) : qrCode(key).map(text => [{text, isDark: false}])), [key, isAscii]);
	useActions({
		close: onClose, 'close-page': onClose, 'show-key': onClose, ...(copyKey === undefined ? {} : {'copy-key': copyKey}),
	});
	if (share === undefined) {
		return null;
	}

	// Above it the title, below it the key, a sentence and the footer.
	const hasCode = !isSpoken && code.length > 0 && rows >= code.length + 4 && columns >= Math.max(widthOf(code[0]!), key.length);
	return hasCode
		? <CodeScreen share={share} code={code}/>
		: <Dialog title={titleOf(share)} hints={hints} titles={titles}><KeyAlone value={key} isSpoken={isSpoken}/></Dialog>;
}

/** All of the screen, as the code needs nearly all of a usual one. */
function CodeScreen({share, code}: {readonly share: ShareState; readonly code: readonly QrRow[]}): ReactNode {
	const {glyphs, tones, code: styles, spell} = useTheme();
	const {columns, rows} = useFrameSize();
	return (
		<Box flexDirection='column' width={columns} height={rows} overflow='hidden'>
			<Box flexDirection='column' flexShrink={0} height={rows - 1} alignItems='center' justifyContent='center'>
				<Text wrap='truncate' {...tones.accent} bold>{spell(cutText(safeText(titleOf(share)), columns, {cut: 'middle', ellipsis: glyphs.ellipsis}))}</Text>
				{code.map((row, index) => <Text key={index}>{row.map(({text, isDark}, place) => <Text key={place} {...styles[isDark ? 'dark' : 'light']}>{text}</Text>)}</Text>)}
				<Text>{share.key}</Text>
				<Text wrap='truncate' {...tones.dim}>{cutText(advice, columns)}</Text>
			</Box>
			<Footer hints={hints} titles={titles} isRoomy={false}/>
		</Box>
	);
}

type QrRow = readonly QrRun[];

function widthOf(row: QrRow): number {
	return row.reduce((sum, {text}) => sum + text.length, 0);
}

function KeyAlone({value, isSpoken}: {readonly value: string; readonly isSpoken: boolean}): ReactNode {
	const {columns, rows} = useSize();
	const gap: readonly Spans[] = rows >= 8 ? [[]] : [];
	if (value === '') {
		return <Line spans={[{text: 'It has no key yet.', tone: 'dim'}]}/>;
	}

	const notes = [advice, ...(isSpoken ? [] : ['This window is too small for the QR code.'])];
	return (
		<Lines lines={[
			...wrapText(value, columns).map((text): Spans => [{text}]),
			...gap,
			...notes.flatMap(note => wrapText(note, columns)).map((text): Spans => [{text, tone: 'dim'}]),
		]}/>
	);
}

const advice = 'Whoever has this key can get the share.';

function titleOf(share: ShareState): string {
	return `The key of ${nameOf(share)}`;
}
