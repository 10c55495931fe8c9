import {
	appendFile, chmod, mkdir, rename, rm, symlink, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {systemErrorCode} from '../../source/base/errors.ts';

/** A file is written, or grows; `size` is in bytes. */
export type WriteStep = {readonly step: 'write' | 'append'; readonly path: string; readonly content: string; readonly size: number};

/** Something that a user does in a folder. Paths are relative to it. */
export type FolderStep
	= | WriteStep
		| {readonly step: 'rename'; readonly path: string; readonly to: string}
		| {readonly step: 'delete' | 'folder'; readonly path: string}
		| {readonly step: 'permissions'; readonly path: string; readonly mode: number}
		| {readonly step: 'link'; readonly path: string; readonly target: string};

/** Few enough that steps meet. */
const paths = fc.constantFrom('a', 'b', 'd', 'd/a', 'd/b', 'd/e', 'd/e/c', 'f/g', 'f/h/i');
/** Bytes: small files share blocks, large ones have several. */
const sizes = fc.constantFrom(0, 10, 3000, 600_000);
const content = fc.constantFrom('red', 'green', 'blue');

export const writeStep: fc.Arbitrary<WriteStep> = fc.record({
	step: fc.constantFrom('write', 'append'), path: paths, content, size: sizes,
});

/** Any step; whether it can be done shows when it is. */
export const folderStep: fc.Arbitrary<FolderStep> = fc.oneof(
	{weight: 5, arbitrary: writeStep},
	{weight: 3, arbitrary: fc.record({step: fc.constant('rename'), path: paths, to: paths})},
	{weight: 3, arbitrary: fc.record({step: fc.constantFrom('delete', 'folder'), path: paths})},
	{weight: 1, arbitrary: fc.record({step: fc.constant('permissions'), path: paths, mode: fc.constantFrom(0o600, 0o755)})},
	{weight: 1, arbitrary: fc.record({step: fc.constant('link'), path: paths, target: fc.constantFrom('a', 'b')})},
);

/** What a step meets that can't be done: nothing is there, or something else. */
const impossible = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENOTEMPTY', 'EINVAL', 'ELOOP']);

/** Does a step, as far as it can be done. */
export async function takeStep(folder: string, step: FolderStep): Promise<void> {
	try {
		await act(folder, step);
	} catch (error) {
		if (!impossible.has(systemErrorCode(error))) {
			throw error;
		}
	}
}

async function act(folder: string, step: FolderStep): Promise<void> {
	const place = path.join(folder, step.path);
	switch (step.step) {
		case 'write':
		case 'append': {
			await mkdir(path.dirname(place), {recursive: true});
			const bytes = pseudoRandomBytes(step.content)(step.size);
			await (step.step === 'write' ? writeFile(place, bytes) : appendFile(place, bytes));
			break;
		}

		case 'rename': {
			await mkdir(path.dirname(path.join(folder, step.to)), {recursive: true});
			await rename(place, path.join(folder, step.to));
			break;
		}

		case 'delete': {
			await rm(place, {recursive: true});
			break;
		}

		case 'folder': {
			await mkdir(place, {recursive: true});
			break;
		}

		case 'permissions': {
			await chmod(place, step.mode);
			break;
		}

		case 'link': {
			await symlink(step.target, place);
			break;
		}
	}
}
