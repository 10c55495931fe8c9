import {Buffer} from 'node:buffer';
import {createReadStream, createWriteStream} from 'node:fs';
import {
	appendFile, copyFile, rename, stat,
} from 'node:fs/promises';
import {pipeline} from 'node:stream/promises';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {overwrite} from './overwrite.ts';

const mebibyte = 1024 * 1024;

export type DeltaStep = {
	readonly name: string;
	/** Bytes of content that may travel for it. */
	readonly mostBytes: number;
	/** Makes the change in the shared folder; `spare` is a place outside of it, on the same file system. */
	readonly make: (shared: string, spare: string) => Promise<void>;
};

/** What happens to a large file, `folder/large`, one after the other: of none of it should more travel than what is new. */
export const deltaSteps: readonly DeltaStep[] = [
	{
		name: 'appending 1 MiB',
		mostBytes: 2 * mebibyte,
		make: async shared => appendFile(`${shared}/folder/large`, pseudoRandomBytes('appended')(mebibyte)),
	},
	{
		name: 'overwriting 4 KiB in the middle',
		mostBytes: 2 * mebibyte,
		async make(shared) {
			const place = `${shared}/folder/large`;
			const {size} = await stat(place);
			await overwrite(place, Math.floor(size / 2), Buffer.from(pseudoRandomBytes('overwritten')(3072)).toString('base64'));
		},
	},
	{
		name: 'inserting 1 byte near the start',
		mostBytes: 8 * mebibyte,
		async make(shared, spare) {
			await pipeline(inserted(`${shared}/folder/large`, 1000, '!'), createWriteStream(spare));
			await rename(spare, `${shared}/folder/large`);
		},
	},
	{name: 'renaming it', mostBytes: 0, make: async shared => rename(`${shared}/folder/large`, `${shared}/folder/renamed`)},
	{name: 'renaming its folder', mostBytes: 0, make: async shared => rename(`${shared}/folder`, `${shared}/other folder`)},
	{
		name: 'copying it',
		mostBytes: 0,
		async make(shared, spare) {
			await copyFile(`${shared}/other folder/renamed`, spare);
			await rename(spare, `${shared}/other folder/copy`);
		},
	},
];

async function * inserted(place: string, position: number, text: string): AsyncGenerator<Uint8Array, void> {
	yield * createReadStream(place, {end: position - 1});
	yield Buffer.from(text);
	yield * createReadStream(place, {start: position, highWaterMark: mebibyte});
}
