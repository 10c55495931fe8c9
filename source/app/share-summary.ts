import {Buffer} from 'node:buffer';
import type {Library} from '../library/library.ts';
import type {ShareRecord} from '../library/record.ts';
import {encodeShareKey} from '../link/share-key.ts';

/** One share that this machine knows. */
export type ShareSummary = {
	/** The share key. */
	readonly key: string;
	readonly direction: 'sharing' | 'receiving';
	readonly name: string;
	/** Where its files are. */
	readonly place: string;
	readonly files: number;
	readonly bytes: number;
	/** 0 before the first complete one. */
	readonly version: number;
	readonly complete: boolean;
	/** What ferry itself keeps about it, in bytes on disk. */
	readonly stateBytes: number;
	/** The process that has it open. */
	readonly pid: number | undefined;
};

/** What is to be told of a share, as its record and its directory say. */
export async function shareSummary(library: Library, record: ShareRecord): Promise<ShareSummary> {
	const key = Buffer.from(record.key, 'hex');
	const {direction, name, files, bytes, version, complete} = record;
	return {
		key: encodeShareKey(key),
		direction,
		name,
		place: record.directory ?? record.roots.map(({place}) => place).join(', '),
		files,
		bytes,
		version,
		complete,
		stateBytes: await library.stateBytes(key, direction),
		pid: library.holderOf(key, direction),
	};
}
