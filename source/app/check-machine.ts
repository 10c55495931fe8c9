import {Buffer} from 'node:buffer';
import os from 'node:os';
import process from 'node:process';
import {displayText} from '../base/display-text.ts';
import {systemErrorCode} from '../base/errors.ts';
import {count, dateText, size} from '../base/format.ts';
import {freeSpace} from '../folder/free-space.ts';
import type {Library} from '../library/library.ts';
import {probeDirectory} from '../library/probe-directory.ts';
import type {Check} from './check.ts';

/** Databases and records need little, but without it nothing can be begun. */
const littleSpace = 100_000_000;
/** Milliseconds that a file system's clock may be off, as that of a network drive. */
const usualDifference = 2000;
/** No version of ferry is older. */
const earliest = Date.UTC(2026, 0, 1);

/** Looks at this computer: what runs ferry, its data directory, the disk and the clock. */
export async function * checkMachine(library: Library): AsyncGenerator<Check> {
	yield checkRuntime();
	yield await checkShares(library);
	yield await checkDisk(library.directory);
	yield await checkClock(library.directory);
}

function checkRuntime(): Check {
	const {node, deno, sqlite} = process.versions;
	const runtime = deno === undefined ? `Node.js ${node}` : `Deno ${deno}`;
	return {name: 'runtime', status: 'good', finding: `${runtime}, SQLite ${sqlite ?? 'of its own'}, ${os.type()} ${os.release()} on ${process.arch}.`};
}

async function checkShares(library: Library): Promise<Check> {
	const {records, broken} = await library.list();
	const holders = new Set(records.map(({key, direction}) => library.holderOf(Buffer.from(key, 'hex'), direction)).filter(pid => pid !== undefined));
	const open = holders.size === 0 ? 'none of them open' : `open in ${[...holders].map(pid => `process ${pid}`).join(', ')}`;
	const finding = `“${displayText(library.directory)}” can be read and written; ${records.length === 0 ? 'no shares yet' : `${count(records.length, 'share')}, ${open}`}.`;
	return broken.length === 0
		? {name: 'store', status: 'good', finding}
		: {
			name: 'store', status: 'bad', finding: `${count(broken.length, 'record')} can’t be read: ${broken.map(file => displayText(file)).join(', ')}.`,
			remedy: 'Bring the file back from a backup, or delete the directory that it lies in to forget that share.',
		};
}

async function checkDisk(directory: string): Promise<Check> {
	const free = await freeSpace(directory);
	return {
		name: 'disk',
		status: free < littleSpace ? 'bad' : 'good',
		finding: `${size(free)} free where ferry keeps its own data.`,
		...(free < littleSpace && {remedy: 'Make room there, or choose another place with --store.'}),
	};
}

async function checkClock(directory: string): Promise<Check> {
	const now = Date.now();
	try {
		const difference = await probeDirectory(directory);
		const isWrong = now < earliest;
		const isApart = Math.abs(difference) > usualDifference;
		return {
			name: 'clock',
			status: isWrong ? 'bad' : (isApart ? 'warning' : 'good'),
			finding: `It is ${dateText(now)} here${isApart ? `, and ${difference} ms ${difference > 0 ? 'later' : 'earlier'} for the file system` : ''}.`,
			...((isWrong || isApart) && {remedy: 'Set the clock: the times of files and versions go by it.'}),
		};
	} catch (error) {
		return {
			name: 'clock', status: 'bad', finding: `No file can be written to ferry’s own data (${systemErrorCode(error)}).`, remedy: 'Check the permissions and the free space there.',
		};
	}
}
