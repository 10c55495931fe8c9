import assert from 'node:assert/strict';
import {symlink} from 'node:fs/promises';
import test from 'node:test';
import type {SharePreview} from '../../source/app/engine-state.ts';
import {previewShare, type PreviewOptions} from '../../source/app/preview-share.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

async function preview(paths: readonly string[], change: Partial<PreviewOptions> = {}): Promise<SharePreview[]> {
	const all: SharePreview[] = [];
	for await (const each of previewShare(paths, {dataDirectory: '/nowhere', signal: new AbortController().signal, ...change})) {
		all.push(each);
	}

	return all;
}

test('what would be shared, ignored and left out is counted', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'share/.ferryignore': '*.log', 'share/a/b': 'four', 'share/a/c': '12', 'share/a.log': 'long', 'share/data/x': 'ferry’s', 'share/link': {link: 'a'}, 'share/.DS_Store': '', 'other/file': '123',
	});
	const dataDirectory = `${folder}/share/data`;
	const counted = {
		files: 3, bytes: 11, directories: 1, ignored: 3, leftOut: 0, isCounting: false,
	};
	assert.deepEqual(await preview([`${folder}/share`], {dataDirectory}), [counted]);
	assert.deepEqual(await preview([`${folder}/share/a`, `${folder}/other/file`]), [{
		...counted, files: 3, bytes: 9, ignored: 0,
	}]);
	assert.deepEqual(await preview([`${folder}/other/file`]), [{
		...counted, files: 1, bytes: 3, directories: 0, ignored: 0,
	}]);
	assert.deepEqual(await preview([`${folder}/share/a/c`, `${folder}/other`]), [{
		...counted, files: 2, bytes: 5, ignored: 0,
	}]);
});

test('the count so far comes ten times a second', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, Object.fromEntries(Array.from({length: 100}, (_, number) => [`f${String(number).padStart(2, '0')}`, 'x'])));
	let time = 0;
	const previews = await preview([folder], {
		now() {
			time += 9;
			return time;
		},
	});
	const {length} = previews;
	assert.ok(length > 5 && length <= time / 100, `${length} in ${time} ms`);
	assert.deepEqual(previews.at(-1), {
		files: 100, bytes: 100, directories: 0, ignored: 0, leftOut: 0, isCounting: false,
	});
	for (const [index, {files, isCounting}] of previews.slice(0, -1).entries()) {
		assert.ok(isCounting && files > (previews[index - 1]?.files ?? 0));
	}
});

test('it fails as sharing would', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'a/file': '', 'b/file': '', 'data/identity': ''});
	await symlink('data', `${folder}/link`);
	const dataDirectory = `${folder}/data`;
	const table: ReadonlyArray<readonly [paths: readonly string[], code: string]> = [
		[[], 'usage'],
		[[''], 'path-missing'],
		[[`${folder}/none`], 'path-missing'],
		[['/dev/null'], 'usage'],
		[[`${folder}/a/file`, `${folder}/b/file`], 'usage'],
		[[dataDirectory], 'usage'],
		[[`${folder}/link`], 'usage'],
		[[`${folder}/a`, `${dataDirectory}/identity`], 'usage'],
	];
	for (const [paths, code] of table) {
		await assert.rejects(preview(paths, {dataDirectory}), {code}, paths.join(' '));
	}
});

test('counting stops when it is told to', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {a: '', b: '', c: ''});
	const controller = new AbortController();
	let time = 0;
	const previews = previewShare([folder], {
		dataDirectory: '/nowhere',
		signal: controller.signal,
		now() {
			time += 100;
			return time;
		},
	});
	assert.deepEqual((await previews.next()).value?.files, 1);
	controller.abort(new Error('Stopped'));
	await assert.rejects(previews.next(), {message: 'Stopped'});
	await assert.rejects(preview([folder], {signal: controller.signal}), {message: 'Stopped'});
});
