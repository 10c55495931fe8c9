import type {Glyphs} from './theme.ts';

export type SparklineOptions = {
	readonly glyphs: Glyphs;
	/** What the highest level stands for; otherwise the highest of the figures. */
	readonly most?: number | undefined;
};

/** Figures, the newest last, as one line of `width` columns of eight levels each. What is longer ago than fits is put together: each column stands for the highest of its figures. */
export function sparkline(figures: readonly number[], width: number, {glyphs: {levels}, most = Math.max(...figures, 1)}: SparklineOptions): string {
	if (width <= 0) {
		return '';
	}

	const together = Math.max(1, Math.ceil(figures.length / width));
	const columns = Array.from({length: Math.ceil(figures.length / together)}, (_, index) => {
		const end = figures.length - (index * together);
		return Math.max(...figures.slice(Math.max(0, end - together), end));
	}).toReversed();
	return [...Array.from({length: width - columns.length}, () => 0), ...columns].map(figure => levelOf(figure, most, levels)).join('');
}

function levelOf(figure: number, most: number, levels: readonly string[]): string {
	return figure <= 0 ? levels[0]! : levels[Math.min(levels.length - 1, Math.max(1, Math.ceil(figure / most * (levels.length - 1))))]!;
}
