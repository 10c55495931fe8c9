import {
	encodeItems, itemBytes, measurePage, type MeasuredPage, type Page,
} from './index-page.ts';
import {maximumPagePathBytes, targetPageBytes} from './limits.ts';
import {headerBytes} from './record.ts';

export type SplitOptions = {
	/**
	How the pages share what does not fit into one: 'even', so that each has room for what comes in between later,
	or 'full', for the end of an index that is written in order.
	*/
	readonly fill: 'even' | 'full';
};

/**
Encodes a page, as several where it would be larger than `targetPageBytes`. A page without items gives none.

@throws ExpectedError `feed-malformed` when an item breaks a bound of the format.
*/
export function splitPage(page: Page, {fill}: SplitOptions): Array<{readonly first: string; readonly bytes: Uint8Array}> {
	const measured = measurePage(page);
	return pageStarts(measured, fill).map((start, index, starts) => ({
		first: page.kind === 'leaf' ? page.entries[start]!.path : page.children[start]!.first,
		bytes: encodeItems(measured, start, starts[index + 1] ?? measured.paths.length),
	}));
}

/** The item with which each page starts. */
function pageStarts(measured: MeasuredPage, fill: SplitOptions['fill']): number[] {
	const share = fill === 'full' ? targetPageBytes : evenShare(measured);
	const starts: number[] = [];
	let bytes = Number.POSITIVE_INFINITY;
	let pathBytes = 0;
	for (const [index, path] of measured.paths.entries()) {
		const added = itemBytes(measured, index, false);
		if (bytes >= share || bytes + added > targetPageBytes || pathBytes + path.length > maximumPagePathBytes) {
			starts.push(index);
			bytes = headerBytes + itemBytes(measured, index, true);
			pathBytes = path.length;
		} else {
			bytes += added;
			pathBytes += path.length;
		}
	}

	return starts;
}

/** Bytes of each page when they are all about as large. */
function evenShare(measured: MeasuredPage): number {
	let total = headerBytes;
	for (const index of measured.paths.keys()) {
		total += itemBytes(measured, index, index === 0);
	}

	return total / Math.ceil(total / targetPageBytes);
}
