import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {link, open, rm} from 'node:fs/promises';
import path from 'node:path';
import {keyPair, type KeyPair} from 'hypercore-crypto';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {syncDirectory, writeNewFile} from './write-new-file.ts';

/**
This machine's key pair, made at the first call and the same ever after, also when several processes make the first call at once. It is kept in `<directory>/identity` as a 32-byte seed in hexadecimal, readable by its owner only.

@param name - Of the file: a relay has an identity of its own, which is told to others.

Fails with `identity-unreadable` when the file is there and can't be understood (it is never overwritten), and with `store-unusable` when none can be made.
*/
export async function loadIdentity(directory: string, name = 'identity'): Promise<KeyPair> {
	const file = path.join(directory, name);
	const seed = await readSeed(file) ?? await createSeed(file);
	return keyPair(seed);
}

async function readSeed(file: string): Promise<Uint8Array | undefined> {
	let text: string;
	try {
		text = await readPrivately(file);
	} catch (error) {
		if (systemErrorCode(error) === 'ENOENT') {
			return undefined;
		}

		throw unreadable(file, error);
	}

	if (!/^[\da-f]{64}\n?$/v.test(text)) {
		throw unreadable(file);
	}

	return Buffer.from(text.trim(), 'hex');
}

async function readPrivately(file: string): Promise<string> {
	const handle = await open(file);
	try {
		const {mode} = await handle.stat();
		if ((mode & 0o077) !== 0) {
			await handle.chmod(0o600);
		}

		return await handle.readFile('utf8');
	} finally {
		await handle.close();
	}
}

async function createSeed(file: string): Promise<Uint8Array> {
	try {
		const temporary = await writeNewFile(file, `${randomBytes(32).toString('hex')}\n`);
		try {
			// Unlike a rename, a link never takes the place of what another process was faster to make.
			await link(temporary, file);
		} catch (error) {
			if (systemErrorCode(error) !== 'EEXIST') {
				throw error;
			}
		} finally {
			await rm(temporary);
		}

		await syncDirectory(path.dirname(file));
	} catch (error) {
		throw new ExpectedError('store-unusable', `No identity can be made at “${file}” (${systemErrorCode(error)}).`, {
			hint: 'Check the permissions and the free space there, or choose another place with --store.',
			cause: error,
		});
	}

	const seed = await readSeed(file);
	if (!seed) {
		throw unreadable(file);
	}

	return seed;
}

function unreadable(file: string, cause?: unknown): ExpectedError {
	return new ExpectedError('identity-unreadable', `This machine’s identity “${file}” can’t be read.`, {
		hint: 'Restore the file from a backup. If it is lost, move it away and a new identity is made; peers that allow the old one have to be told.',
		cause,
	});
}
