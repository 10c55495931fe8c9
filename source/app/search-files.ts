import {TimeSlice} from '../base/time-slice.ts';
import {findEntry, type ReadableIndex} from '../feed/read-index.ts';
import {matcher, searchIndex} from '../feed/search-index.ts';
import type {FileRow} from './engine-state.ts';
import {fileRow, problemRow, type KnownOfFiles} from './file-rows.ts';

export type SearchOptions = {
	readonly onlyProblems: boolean;
	/** So many rows at most, over all batches. */
	readonly most: number;
	readonly signal: AbortSignal;
};

/** Problems in a batch: each takes a page of every level of the index. */
const problemsAtOnce = 50;

/**
Everything of a share whose path contains a text, in the order of the paths' bytes, as it is found. Only problems: in the order in which they became known, also with what is not in the index, and from as few pages as they take.

@throws ExpectedError `feed-malformed`, what reading the index throws, and the signal's reason.
*/
export async function * searchFiles(index: ReadableIndex, known: KnownOfFiles, text: string, options: SearchOptions): AsyncGenerator<readonly FileRow[], void, void> {
	let left = options.most;
	const batches = (options.onlyProblems ? problemsOf : filesOf)({index, known, text}, options.signal);
	while (left > 0) {
		const {done, value: batch} = await batches.next();
		if (done) {
			return;
		}

		yield batch.slice(0, left);
		left -= batch.length;
	}

	await batches.return();
}

type Search = {readonly index: ReadableIndex; readonly known: KnownOfFiles; readonly text: string};

async function * filesOf({index, known, text}: Search, signal: AbortSignal): AsyncGenerator<FileRow[], void, void> {
	for await (const entries of searchIndex(index, text, {signal})) {
		yield entries.map(entry => fileRow(entry, known));
	}
}

async function * problemsOf({index, known, text}: Search, signal: AbortSignal): AsyncGenerator<FileRow[], void, void> {
	const matches = matcher(text);
	const slice = new TimeSlice();
	let rows: FileRow[] = [];
	for (const [path, problem] of known.problems) {
		signal.throwIfAborted();
		if (matches(path)) {
			const entry = await findEntry(index.root, index.limit, index.read, path);
			rows.push(entry ? {...fileRow(entry, known), state: 'problem', problem} : problemRow(path, problem));
		}

		if (rows.length === problemsAtOnce) {
			yield rows;
			rows = [];
		}

		await slice.next();
	}

	if (rows.length > 0) {
		yield rows;
	}
}
