import type {Library} from '../library/library.ts';
import type {ShareRecord} from '../library/record.ts';
import {displayText} from '../base/display-text.ts';
import type {Verification} from './engine-state.ts';
import {contents} from './event-text.ts';
import {addActivity} from './share-model.ts';
import type {ShareRunner} from './share-runner.ts';
import {verifyRecord, type Problem} from './verify.ts';

/** More would only push everything else out of a share's history. */
const mostShown = 20;

const texts: Readonly<Record<Problem['problem'], string>> = {
	missing: 'is missing',
	content: 'has other content',
	kind: 'is something else',
	target: 'is a link to another place',
};

/** Verifies a share, shows how far it is, and writes what differs into its history. */
export async function verifyInEngine(library: Library, record: ShareRecord, {runner, signal}: {readonly runner: ShareRunner; readonly signal: AbortSignal}): Promise<Verification> {
	const before = runner.model;
	const {files, bytes, problems} = await verifyRecord(library, record, {
		signal,
		onProgress({files, bytes}) {
			runner.change(model => ({...model, files, bytes}));
		},
	});
	const time = Date.now();
	for (const {path, problem} of problems.slice(0, mostShown)) {
		runner.change(model => addActivity(model, {time, level: 'bad', text: `${displayText(path)} ${texts[problem]}`}));
	}

	runner.change(model => addActivity({...model, files: before.files, bytes: before.bytes}, problems.length === 0
		? {time, level: 'good', text: `Verified: ${contents(files, bytes)} are as they should be`}
		: {
			time, level: 'bad', text: `Verified: ${problems.length.toLocaleString('en-US')} of ${contents(files, bytes)} differ`, hint: whatToDo(record),
		}));
	return {files, bytes, differences: problems.length};
}

function whatToDo({direction}: ShareRecord): string {
	return direction === 'sharing'
		? 'Resume the share: what has changed becomes a new version.'
		: 'Get the share again with “ferry get” and --overwrite to replace what differs.';
}
