import path from 'node:path';
import {ExpectedError} from '../base/errors.ts';
import {orAborted} from '../base/or-aborted.ts';
import {saveMemory} from '../base/save-memory.ts';
import {DirectoryMaker} from '../folder/make-directories.ts';
import type {ShareRecord} from '../library/record.ts';
import type {AppContext} from './app-context.ts';
import {resolveChoice} from './choice.ts';
import {chooser} from './choose-files.ts';
import {destinationError} from './destination-error.ts';
import type {OnEvent} from './events.ts';
import {firstCommit} from './first-commit.ts';
import type {Acceptance, GetOptions} from './get-options.ts';
import {offerOf} from './offer.ts';
import {isElsewhere, receiveRecord, recordToContinue} from './receive-record.ts';
import {refuseOwnDestination} from './refuse-own-data.ts';
import {askPeers} from './share-reader.ts';
import {takeDestination} from './take-destination.ts';

/** What a get goes on with: a record, if it is not the first one, and what is left of the options. */
export type ContinuedGet = {readonly record: ShareRecord | undefined; readonly options: GetOptions};

/**
The earlier get that this one goes on with; one into another directory than before is asked about here, and begun.

@throws As `recordToContinue` and `moveReceiving`.
*/
export async function continueGet(context: AppContext, key: Uint8Array, options: GetOptions): Promise<ContinuedGet> {
	const record = await recordToContinue(context.library, key, options);
	return record && isElsewhere(record, options)
		? {record: await moveReceiving(context, key, options, record), options: afterMoving(options)}
		: {record, options};
}

/**
Gives up the place that a share was received into before for the one that is asked for now. Until somebody with the share is found, something of it is wanted, the user has said yes and the new place can be used, everything stays as it was: so the share is looked at through a feed in memory.

@returns the new record, saved, with which the get goes on as one that was interrupted.
@throws ExpectedError `share-in-use`, `no-peer`, `entry-missing`, `declined`, `disk-full`, `usage`, `destination-unusable`, `destination-in-use`
*/
async function moveReceiving(context: AppContext, key: Uint8Array, options: GetOptions, earlier: ShareRecord): Promise<ShareRecord> {
	const {library} = context;
	const {timeout, onEvent} = options;
	library.lock(key, 'receiving').release();
	const reader = await askPeers(context, key, {...options, timeout});
	try {
		const {commit, block} = await firstCommit(reader.core, {timeout, signal: reader.signal});
		saveMemory(commit.expected.files);
		const choice = resolveChoice(options, undefined);
		const wished = path.resolve(options.directory!);
		const offer = await orAborted(offerOf({
			commit, block, read: reader.get, directory: wished, isChosen: chooser(choice.only, choice.selection), isContinued: false, mayBeNothing: false, onCommit: options.onCommit,
		}), options.signal);
		const {name, kind, files, bytes, reading} = offer;
		onEvent({
			type: 'found', name, kind, files, bytes, reading, directory: wished,
		});
		const answer = await options.confirm(offer);
		if (!answer) {
			throw new ExpectedError('declined', 'Nothing was received.', {hint: 'Run the same command again to be asked again.'});
		}

		options.signal.throwIfAborted();
		const accepted: Partial<Acceptance> = answer === true ? {} : answer;
		const directory = path.resolve(accepted.directory ?? wished);
		refuseOwnDestination(library.directory, directory);
		tryDestination(directory, reader.core);
		const record = receiveRecord(key, commit, {
			...options, ...choice, ...(accepted.selection && {selection: accepted.selection}), directory, live: accepted.live ?? options.live, unpicked: 'none',
		}, undefined);
		await library.remove(key, 'receiving');
		await library.save(record);
		onEvent({type: 'warning', code: 'folder-left', message: `This share was received into “${earlier.directory}” before. What is there stays; ferry neither updates nor serves it any more.`});
		return record;
	} finally {
		await reader.close();
	}
}

/** For the rest of a get whose share has been found and whose user has been asked: neither is said or asked twice. */
function afterMoving(options: GetOptions): GetOptions {
	const onEvent: OnEvent = event => {
		if (event.type !== 'searching' && event.type !== 'found') {
			options.onEvent(event);
		}
	};

	return {
		...options, onEvent, directory: undefined, selection: undefined, only: [], live: undefined, onCommit: undefined, confirm: async () => true,
	};
}

/** What can't be used as a destination is found out before anything is given up for it. */
function tryDestination(directory: string, core: Parameters<typeof takeDestination>[1]): void {
	try {
		new DirectoryMaker(directory, () => 0o777).make('');
		takeDestination(directory, core)();
	} catch (error) {
		throw destinationError(error);
	}
}
