import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {
	appendFile, symlink, truncate, writeFile,
} from 'node:fs/promises';
import {test} from 'node:test';
import {openBlocks} from '../../source/folder/read-blocks.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

async function read(place: string, position: number, size: number): Promise<string[]> {
	const reader = await openBlocks(place, 4);
	try {
		const blocks: string[] = [];
		for await (const block of reader.blocks(position, size)) {
			blocks.push(block.toString());
		}

		return blocks;
	} finally {
		await reader.close();
	}
}

test('a file is read as full blocks and a rest', async t => {
	const folder = await temporaryFolder(t);
	const table: ReadonlyArray<readonly [content: string, position: number, size: number, blocks: readonly string[]]> = [
		['', 0, 0, []],
		['', 0, 10, []],
		['abc', 0, 3, ['abc']],
		['abcd', 0, 4, ['abcd']],
		['abcde', 0, 5, ['abcd', 'e']],
		['abcdefgh', 0, 8, ['abcd', 'efgh']],
		['abcdefghi', 4, 9, ['efgh', 'i']],
		['abcdefghi', 9, 9, []],
		['abcdefghi', 0, 6, ['abcd', 'ef']],
		['abcdefghi', 0, 100, ['abcd', 'efgh', 'i']],
		['abc', 5, 100, []],
	];
	for (const [content, position, size, blocks] of table) {
		await writeFile(`${folder}/file`, content);
		assert.deepEqual(await read(`${folder}/file`, position, size), blocks, JSON.stringify([content, position, size]));
	}
});

test('each block is a buffer of its own', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/file`, 'abcdefghijkl');
	const reader = await openBlocks(`${folder}/file`, 4);
	const blocks: Buffer[] = [];
	for await (const block of reader.blocks(0, 12)) {
		blocks.push(block);
	}

	blocks[0]!.fill('x');
	assert.equal(Buffer.concat(blocks).toString(), 'xxxxefghijkl');
	await reader.close();
});

test('a file that shrinks or grows while it is read ends where it ends, at most at the given size', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/file`, 'abcd'.repeat(10));
	const reader = await openBlocks(`${folder}/file`, 4);
	const shrinking = reader.blocks(0, 40);
	await shrinking.next();
	await truncate(`${folder}/file`, 10);
	let length = 4;
	for await (const block of shrinking) {
		length += block.byteLength;
	}

	assert.equal(length, 10);
	await appendFile(`${folder}/file`, 'more than there was');
	let grown = '';
	for await (const block of reader.blocks(8, 12)) {
		grown += block.toString();
	}

	assert.equal(grown, 'abmo');
	const {size} = await reader.stat();
	assert.equal(size, 29);
	await reader.close();
});

test('reading can stop early', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/file`, 'abcdefghijkl');
	const reader = await openBlocks(`${folder}/file`, 4);
	const blocks = reader.blocks(0, 12);
	await blocks.next();
	await blocks.return();
	await reader.close();
});

test('links are not followed and what is missing is told', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/file`, '');
	await symlink('file', `${folder}/link`);
	await assert.rejects(openBlocks(`${folder}/link`, 4), {code: 'ELOOP'});
	await assert.rejects(openBlocks(`${folder}/nothing`, 4), {code: 'ENOENT'});
});
