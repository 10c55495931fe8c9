import {ExpectedError} from '../base/errors.ts';
import type {AppContext} from './app-context.ts';
import {firstCommit} from './first-commit.ts';
import {
	askPeers, openHere, type ReadOptions, type ShareReader,
} from './share-reader.ts';
import type {VersionWish} from './version-wish.ts';
import {findVersion, type Version} from './versions.ts';

/** A share with the newest commit that is known of it, complete or not. */
export type ReadableShare = {readonly reader: ShareReader; readonly newest: Version};

/**
Opens a share to look at its versions, or at the one that is wished.

Of one's own share everything is here. Of one that was received only its newest version need be here, and others may know of newer ones: unless it is the one that is wished peers are asked, and what is here has to do when nobody is found.

@throws ExpectedError `no-peer`, `feed-malformed`, and whatever the signal was aborted with.
*/
export async function openVersions(context: AppContext, key: Uint8Array, wish: VersionWish | undefined, options: ReadOptions): Promise<ReadableShare> {
	const openDisk = async () => readable(await openHere(context, key, options), options);
	const here = await openDisk();
	if (here && (here.reader.here?.direction === 'sharing' || isWished(here.newest, wish))) {
		return here;
	}

	// Nobody else could open it while peers are asked.
	await here?.reader.close();
	try {
		return await readable(await askPeers(context, key, options), options);
	} catch (error) {
		const stillHere = error instanceof ExpectedError && error.code === 'no-peer' ? await openDisk() : undefined;
		if (!stillHere) {
			throw error;
		}

		return stillHere;
	}
}

/**
Opens a share at a version.

@throws ExpectedError `version-missing`, `no-peer`, `content-gone`, `feed-malformed`, and whatever the signal was aborted with.
*/
export async function openVersion(context: AppContext, key: Uint8Array, wish: VersionWish, options: ReadOptions): Promise<{readonly reader: ShareReader; readonly version: Version}> {
	const {reader, newest} = await openVersions(context, key, wish, options);
	try {
		return {reader, version: await findVersion(newest, wish, reader.get)};
	} catch (error) {
		await reader.close();
		throw error;
	}
}

async function readable(reader: ShareReader, options: ReadOptions): Promise<ReadableShare>;
async function readable(reader: ShareReader | undefined, options: ReadOptions): Promise<ReadableShare | undefined>;
async function readable(reader: ShareReader | undefined, options: ReadOptions): Promise<ReadableShare | undefined> {
	if (!reader) {
		return undefined;
	}

	try {
		return {reader, newest: await firstCommit(reader.core, {...options, signal: reader.signal})};
	} catch (error) {
		await reader.close();
		throw error;
	}
}

function isWished({commit}: Version, wish: VersionWish | undefined): boolean {
	return commit.complete && wish !== undefined && 'version' in wish && wish.version === commit.version;
}
