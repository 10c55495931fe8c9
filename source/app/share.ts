import {Buffer} from 'node:buffer';
import path from 'node:path';
import crypto from 'hypercore-crypto';
import {ExpectedError} from '../base/errors.ts';
import {Wake} from '../base/wake.ts';
import {loadIgnoreRules} from '../folder/ignore-rules.ts';
import {resolveRoots, type ResolvedRoots} from '../folder/roots.ts';
import {recordDefaults, type ShareRecord} from '../library/record.ts';
import type {AppContext} from './app-context.ts';
import {isBrokenPipe} from './forget-broken-pipes.ts';
import {lastingRules} from './lasting-rules.ts';
import {LeftOut} from './left-out.ts';
import type {SourceChanges} from './pending-changes.ts';
import type {Published} from './publish.ts';
import type {PublishOnceOptions} from './publish-once.ts';
import {publishWhenThere} from './publish-when-there.ts';
import {refuseOwnData} from './refuse-own-data.ts';
import {RootWitness} from './root-witness.ts';
import {serveSource, type ServeOptions} from './serve-source.ts';
import {limitChanges} from './share-limits.ts';
import {SourceFeed} from './source-feed.ts';
import {WatchSource, type Watching} from './watch-source.ts';

export type ShareOptions = ServeOptions & {
	/** Undefined: the folder's own name. */
	readonly name?: string | undefined;
	readonly ignoreFile?: string | undefined;
	/** Files called `.gitignore` are followed, too. */
	readonly gitignore: boolean;
	/** False: nothing is left out by rules. */
	readonly ignore: boolean;
	readonly keepHistory: boolean;
	/** Changes become new versions as they happen. False: when a peer comes upon one, and nothing is added. */
	readonly watch: boolean;
	readonly watching?: Watching;
	/** Whether a dashboard goes on with it by itself the next time; undefined: as before. */
	readonly resumes?: boolean;
};

/**
Shares paths and serves them until the signal is aborted, or with `once` until the first receiver has everything.

The same paths continue the same feed: what did not change is not read again. What changes meanwhile becomes a new version.
*/
export async function share(context: AppContext, paths: readonly string[], options: ShareOptions): Promise<void> {
	const {library} = context;
	const {signal, onEvent} = options;
	const roots = await resolveRoots(paths);
	refuseOwnData(library.directory, roots);
	const loadRules = lastingRules(async () => loadIgnoreRules({ignoreFile: options.ignoreFile, gitignore: options.gitignore, enabled: options.ignore}), onEvent);
	await loadRules();
	const record = await library.findShared(roots.roots);
	if (record && options.keepHistory && !record.keepHistory) {
		throw new ExpectedError('usage', 'These paths are already shared without --keep-history.', {
			hint: 'Leave the option out, or run “ferry remove” with the share’s key first: then they get a new key.',
		});
	}

	if (record && isBrokenPipe(library, record)) {
		throw new ExpectedError('path-missing', 'The pipe that was shared was interrupted before its end.', {hint: 'Remove it, and run the whole pipe again. It gets a new key.'});
	}

	if (record?.onlyAllowed && options.onlyAllowed === undefined && options.resumes === undefined) {
		onEvent({type: 'warning', code: 'only-allowed', message: 'Only those who were named before may fetch it; --allow-all lets whoever has the key.'});
	}

	const keyPair = record ? undefined : crypto.keyPair();
	const key = keyPair?.publicKey ?? Buffer.from(record!.key, 'hex');
	const keepHistory = record?.keepHistory ?? options.keepHistory;
	const wake = new Wake();
	const name = options.name ?? record?.name ?? roots.name;
	const ignoreFile = options.ignoreFile === undefined ? undefined : path.resolve(options.ignoreFile);
	const source = new WatchSource({
		roots, ignoreFile, watch: options.watch, mountPoints: record?.mountPoints ?? [], wake, signal, onEvent, watching: options.watching,
	});
	let feed: SourceFeed | undefined;
	await serveSource(context, {
		key,
		keyPair,
		wake,
		record: recordOf(roots, {
			key: Buffer.from(key).toString('hex'), name, keepHistory,
			ignore: options.ignore,
			gitignore: options.gitignore,
			ignoreFile: ignoreFile ?? null,
			...(options.resumes !== undefined && {paused: !options.resumes}),
			...(options.asksFirst !== undefined && {asksFirst: options.asksFirst}),
			...(options.onlyAllowed !== undefined && {onlyAllowed: options.onlyAllowed}),
			...limitChanges(options.limits ?? {}),
		}, record),
		onChanged(path) {
			source.fileChanged(path);
		},
		onBroken(index) {
			feed?.markBroken(index);
			source.noteEverything();
		},
		async open(held, waitForRoom) {
			feed = new SourceFeed({
				...held, blockSize: held.slices.blockSize, keepHistory, roots: roots.roots,
			});
			await feed.load();
			held.slices.blockSize = feed.blockSize;
			return publishAgain(feed, {
				roots, loadRules, name, library, source, waitForRoom, signal, onEvent,
			});
		},
		close() {
			source.close();
		},
	}, options);
}

/** One version after the other, as changes are heard of. */
async function * publishAgain(feed: SourceFeed, options: Omit<PublishOnceOptions, 'leftOut' | 'root' | 'isFirst'>): AsyncGenerator<Published, void, void> {
	const leftOut = new LeftOut();
	const root = new RootWitness(options.roots);
	let isFirst = true;
	for (let changes: SourceChanges = 'everything'; ; changes = await options.source.next()) {
		yield await publishWhenThere(feed, changes, {
			...options, leftOut, root, isFirst,
		});
		isFirst = false;
	}
}

type GivenRecord = Pick<ShareRecord, 'key' | 'name' | 'keepHistory' | 'ignore' | 'gitignore' | 'ignoreFile'> & Partial<ShareRecord>;

function recordOf({kind, roots}: ResolvedRoots, given: GivenRecord, record: ShareRecord | undefined): ShareRecord {
	return {
		...recordDefaults,
		...record,
		format: 1,
		...given,
		direction: 'sharing',
		kind,
		roots,
		directory: null,
		only: [],
		existing: 'keep-both',
		created: record?.created ?? Date.now(),
		version: record?.version ?? 0,
		complete: record?.complete ?? false,
		files: record?.files ?? 0,
		bytes: record?.bytes ?? 0,
	};
}
