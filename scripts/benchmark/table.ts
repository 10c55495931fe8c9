import type {Case, Row} from './cases.ts';
import type {Measurement} from './measurement.ts';
import type {Usage} from './start-process.ts';

/** What was measured for one line, run after run. */
export type Result = {
	readonly row: Row;
	readonly measurements: readonly Measurement[];
};

const header = ['', 'seconds', 'least–most', 'MB/s', 'files/s', 'sender CPU s', 'MB', 'receiver CPU s', 'MB', 'ferry takes'];

/** The lines of one case, under its title: medians of all runs. */
export function table({title}: Case, results: readonly Result[], isMarkdown: boolean): string {
	const comparedWith = ({row: {route}}: Result): Result | undefined => results.find(({row}) => row.isCompared && row.route === route);
	const cells = [header, ...results.map(result => cellsOf(result, comparedWith(result)))];

	return isMarkdown
		? `### ${title}\n\n${markdown(cells)}\n`
		: `${title}\n${plain(cells)}\n`;
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length / 2;

	return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

function cellsOf(result: Result, compared: Result | undefined): string[] {
	const {row, measurements} = result;
	const all = measurements.map(measurement => row.seconds(measurement));
	const seconds = median(all);
	const usage = (side: 'sender' | 'receiver', of: (usage: Usage) => number): number => median(measurements.map(measurement => of(measurement[side])));

	return [
		row.what,
		round(seconds),
		`${round(Math.min(...all))}–${round(Math.max(...all))}`,
		row.bytes < 1_000_000 ? '' : round(row.bytes / seconds / 1_000_000),
		row.files ? String(Math.round(row.files / seconds)) : '',
		...(['sender', 'receiver'] as const).flatMap(side => [
			round(usage(side, ({cpuSeconds}) => cpuSeconds)),
			String(Math.round(usage(side, ({peakBytes}) => peakBytes) / 1_000_000)),
		]),
		row.isFerry === true || !compared ? '' : `${round(secondsPerByte(compared) / secondsPerByte(result))}×`,
	];
}

/** Some ceilings send less, so times are compared byte for byte. */
function secondsPerByte({row, measurements}: Result): number {
	return median(measurements.map(measurement => row.seconds(measurement))) / row.bytes;
}

/** Three digits that count. */
function round(value: number): string {
	return value >= 100 ? String(Math.round(value)) : value.toPrecision(value < 0.1 ? 2 : 3);
}

function plain(cells: readonly string[][]): string {
	const widths = header.map((_, column) => Math.max(...cells.map(row => row[column]!.length)));

	return cells.map(row => '  ' + row.map((cell, column) => column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)).join('  ')).join('\n');
}

function markdown(cells: readonly string[][]): string {
	const [first, ...rest] = cells.map(row => `| ${row.join(' | ')} |`);
	const rule = `| --- |${' ---: |'.repeat(header.length - 1)}`;

	return [first, rule, ...rest].join('\n');
}
