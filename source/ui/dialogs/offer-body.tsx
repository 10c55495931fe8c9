import type {ReactNode} from 'react';
import type {ShareOffer, ShareState} from '../../app/engine-state.ts';
import {count, size} from '../../base/format.ts';
import {cutText, fitText} from '../fit-text.ts';
import type {FileTreeState} from '../hooks/use-file-tree.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {pastePath} from '../path-list.ts';
import type {Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {CandidateList} from './candidate-list.tsx';
import {FieldRow} from './field-row.tsx';
import {Lines} from './lines.tsx';
import type {OfferState} from './offer-state.ts';
import {type CountedOffer, offerNotes, sumText} from './offer-sum.ts';
import {OfferTree} from './offer-tree.tsx';
import {problemLines} from './problem.ts';
import type {Attempt} from './use-attempt.ts';
import type {PathInputState} from './use-path-input.ts';

export type OfferBodyProps = {
	readonly share: ShareState;
	readonly offer: ShareOffer;
	readonly state: OfferState;
	readonly files: FileTreeState;
	readonly input: PathInputState;
	readonly counted: CountedOffer;
	readonly obstacle: string | undefined;
	readonly attempt: Attempt;
	readonly onType: (text: string) => void;
	readonly onToggle: (path: string) => void;
	/** Called with whether what is selected is a folder that could be opened. */
	readonly onFolder: (isFolder: boolean) => void;
};

/** In columns, with the gap. */
const labelWidth = 6;

/** What stands in the dialog of an offer: what it is, where it goes, the files, and what is chosen of them. */
export function OfferBody({
	share, offer, state: {
		focus, selection, isLive, isAccepted,
	}, files, input, counted, obstacle, attempt, onType, onToggle, onFolder,
}: OfferBodyProps): ReactNode {
	const {glyphs} = useTheme();
	const {columns, rows} = useSize();
	const isRoomy = rows >= 12;
	const gap: readonly Spans[] = isRoomy ? [[]] : [];
	const isTyping = focus === 'directory';
	const candidateRows = isTyping ? Math.min(5, input.candidates.length, Math.max(2, rows - 10)) : 0;
	const noteRows = 2;
	const {problem = counted.problem} = attempt;
	const notes = problem === undefined
		? offerNotes(counted, obstacle, {width: columns, rows: noteRows, glyphs})
		: problemLines(problem, {width: columns, rows: noteRows, glyphs});
	// With little room the sum alone tells how much it is.
	const about: readonly Spans[] = isRoomy ? [[{text: cutText(describe(share, offer, glyphs.dot), columns, {ellipsis: glyphs.ellipsis}), tone: 'dim'}]] : [];
	const treeRows = Math.max(1, rows - 3 - about.length - candidateRows - noteRows - (gap.length * 2));
	return (
		<>
			<Lines lines={about}/>
			<FieldRow
				label='Into' labelWidth={labelWidth} width={columns} value={input.text} isActive={isTyping && !attempt.isRunning} placeholder={offer.directory}
				readPaste={pasted => pastePath(pasted)} onChange={onType}
			/>
			<CandidateList input={input} width={columns} indent={labelWidth} rows={candidateRows}/>
			<Lines lines={[followLine(isLive, columns, glyphs), ...gap]}/>
			<OfferTree share={share} files={files} selection={selection} width={columns} rows={treeRows} isActive={!isTyping} onToggle={onToggle} onFolder={onFolder}/>
			<Lines lines={gap}/>
			<Lines lines={[sumLine(counted, offer, {width: columns, isAccepted, isRunning: attempt.isRunning})]}/>
			<Lines lines={notes} height={noteRows}/>
		</>
	);
}

/** Whether new versions follow, and what that means. */
function followLine(isLive: boolean, width: number, glyphs: Glyphs): Spans {
	const isWide = width >= 60;
	const text = isLive
		? `follow new versions${isWide ? ', with all that they change and delete' : ''}`
		: `${isWide ? 'new versions don’t follow: it stays ' : ''}a copy as of now`;
	return [
		{text: fitText('Live', labelWidth), tone: 'dim'},
		{text: `${isLive ? glyphs.chosen : glyphs.notChosen} `, tone: isLive ? 'accent' : 'dim', spoken: isLive ? 'on:' : 'off:'},
		{text, tone: isLive ? 'plain' : 'dim'},
	];
}

function describe({kind}: ShareState, {files, bytes, reading}: ShareOffer, dot: string): string {
	const kinds = {folder: 'A folder', file: 'A file', several: 'Several files or folders'};
	return [kinds[kind], count(files, 'file'), size(bytes), ...(reading ? ['the sharer is still reading it'] : [])].join(`  ${dot}  `);
}

type SumLineOptions = {readonly width: number; readonly isAccepted: boolean; readonly isRunning: boolean};

function sumLine(counted: CountedOffer, offer: ShareOffer, {width, ...going}: SumLineOptions): Spans {
	const free = `${size(counted.sum.freeBytes)} free`;
	const room = Math.max(0, width - free.length - 2);
	const shown = cutText(goingText(counted, going) ?? sumText(counted.sum, offer, room), room);
	return [
		{text: shown, tone: counted.isCounting || going.isRunning ? 'busy' : 'strong'},
		{text: ' '.repeat(Math.max(2, width - shown.length - free.length))},
		{text: free, tone: 'dim'},
	];
}

function goingText({isCounting}: CountedOffer, {isAccepted, isRunning}: Omit<SumLineOptions, 'width'>): string | undefined {
	if (isRunning) {
		return 'Beginning…';
	}

	return isCounting ? (isAccepted ? 'Counting; then it begins…' : 'Counting…') : undefined;
}
