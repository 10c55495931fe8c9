import {Buffer} from 'node:buffer';
import crypto from 'hypercore-crypto';
import {ExpectedError, systemErrorCode, type ErrorCode} from '../base/errors.ts';
import {checkPath} from '../base/relative-path.ts';
import {Wake} from '../base/wake.ts';
import {recordDefaults, type ShareRecord} from '../library/record.ts';
import {spoolPlace} from '../library/spool-place.ts';
import {Spool} from '../storage/spool.ts';
import type {AppContext} from './app-context.ts';
import {PipeFeed} from './pipe-feed.ts';
import {sampleProgress} from './progress.ts';
import type {Published} from './publish.ts';
import {serveSource, type ServeOptions} from './serve-source.ts';
import {limitChanges} from './share-limits.ts';
import {roomWaiter, untilThereIsRoom} from './wait-for-room.ts';

export type SharePipeOptions = ServeOptions & {
	/** Of the share and of the only file in it. */
	readonly name: string;
};

/** Bytes as they come; text is UTF-8. */
export type PipeInput = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array>;

/**
Shares what comes through a pipe as one file, as it grows, and serves it until the signal is aborted, or with `once` until the first receiver has everything.

Its bytes are kept in a file among ferry's own data. As long as the input has not ended, nothing of it can be gone on with later: then it is forgotten when the call ends.

@throws ExpectedError `usage` for a name that no file can have, and what the signal was aborted with when the input had not ended.
*/
export async function sharePipe(context: AppContext, input: PipeInput, options: SharePipeOptions): Promise<void> {
	const {library} = context;
	const {name, signal, onEvent} = options;
	checkName(name);
	const keyPair = crypto.keyPair();
	const key = keyPair.publicKey;
	const place = spoolPlace(library.directoryOf(key, 'sharing'), name);
	const wake = new Wake();
	const waitForRoom = roomWaiter({
		dataDirectory: library.directory, needed: () => undefined, signal, onEvent,
	});
	let isComplete = false;
	let spool: Spool | undefined;
	const onChanged = (): void => {
		wake.fail(new ExpectedError('store-unusable', 'What came through the pipe is not any more what ferry has kept of it.', {hint: 'Has something changed ferry’s own data? Share it again.'}));
	};

	try {
		await serveSource(context, {
			key,
			keyPair,
			wake,
			record: {
				...recordOf(key, {
					name, place, asksFirst: options.asksFirst, onlyAllowed: options.onlyAllowed,
				}),
				...limitChanges(options.limits ?? {}),
			},
			onChanged,
			onBroken: onChanged,
			async open(held) {
				spool = await untilThereIsRoom(async () => Spool.create(place), waitForRoom);
				const feed = new PipeFeed({...held, name, place});
				await feed.publish(await spool.look());
				return versions(feed, {
					input, spool, wake, options, waitForRoom,
					onComplete() {
						isComplete = true;
					},
				});
			},
			close() {
				// The spool is closed below: what is written to it may still be under way.
			},
		}, options);
	} finally {
		await spool?.close();
		if (!isComplete) {
			await library.remove(key, 'sharing');
		}
	}

	if (!isComplete) {
		throw new ExpectedError(codeOf(signal.reason), 'Interrupted before the end of the input: nothing of it is kept.', {hint: 'Run the whole pipe again. It gets a new key.'});
	}
}

type Reading = {
	readonly input: PipeInput;
	readonly spool: Spool;
	readonly wake: Wake;
	readonly options: SharePipeOptions;
	readonly waitForRoom: (error: unknown) => Promise<void>;
	readonly onComplete: () => void;
};

/** Its only version, when the input has ended. */
async function * versions(feed: PipeFeed, reading: Reading): AsyncGenerator<Published, void, void> {
	const {spool, wake, options, waitForRoom, onComplete} = reading;
	const stopReporting = sampleProgress(() => feed.size, bytesPerSecond => {
		if (feed.size > 0) {
			options.onEvent({
				type: 'reading', files: 0, bytes: feed.size, totalFiles: 1, totalBytes: 0, bytesPerSecond,
			});
		}
	});
	try {
		await readAll(feed, reading);
	} finally {
		stopReporting();
	}

	const commit = await feed.finish(await untilThereIsRoom(async () => spool.finish(), waitForRoom));
	onComplete();
	yield {commit, isNew: true};
	for (;;) {
		await wake.wait();
	}
}

async function readAll(feed: PipeFeed, {input, spool, wake, waitForRoom}: Reading): Promise<void> {
	const stats = await spool.look();
	const chunks = iterate(input);
	let taken: IteratorResult<Uint8Array, void> | undefined;
	const take = (): void => {
		taken = undefined;
		chunks.next().then(result => {
			taken = result;
			wake.ring();
		}).catch((error: unknown) => {
			wake.fail(error);
		});
	};

	take();
	for (;;) {
		wake.throwIfFailed();
		if (taken?.done) {
			return;
		}

		if (taken && feed.due > 0) {
			const {value} = taken;
			await untilThereIsRoom(async () => spool.write(value), waitForRoom);
			feed.write(value);
			take();
		} else if (feed.due <= 0) {
			await feed.publish(stats);
		} else {
			await wake.wait(feed.due);
		}
	}
}

async function * iterate(input: PipeInput): AsyncGenerator<Uint8Array, void, void> {
	try {
		for await (const chunk of input) {
			yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
		}
	} catch (error) {
		const code = systemErrorCode(error);
		throw code === '' ? error : new ExpectedError('path-unreadable', `The input can’t be read (${code}).`, {hint: 'Check what standard input comes from.', cause: error});
	}
}

function checkName(name: string): void {
	const isName = checkPath(name, 'linux').safe && !name.includes('/');
	if (!isName) {
		throw new ExpectedError('usage', 'No file can have the name that was given with --name.', {hint: 'Give one without slashes, of 255 bytes at most.'});
	}
}

function recordOf(key: Uint8Array, {name, place, asksFirst, onlyAllowed = null}: {readonly name: string; readonly place: string} & Pick<ServeOptions, 'asksFirst' | 'onlyAllowed'>): ShareRecord {
	return {
		...recordDefaults,
		format: 1,
		key: Buffer.from(key).toString('hex'),
		direction: 'sharing',
		kind: 'file',
		name,
		roots: [{name, place}],
		directory: null,
		only: [],
		existing: 'keep-both',
		keepHistory: false,
		created: Date.now(),
		version: 0,
		complete: false,
		files: 0,
		bytes: 0,
		onlyAllowed,
		...(asksFirst !== undefined && {asksFirst}),
	};
}

function codeOf(reason: unknown): ErrorCode {
	return reason instanceof ExpectedError ? reason.code : 'interrupted';
}
