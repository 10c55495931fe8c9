import assert from 'node:assert/strict';
import {
	chmod, lstat, readFile, utimes,
} from 'node:fs/promises';
import test, {type TestContext} from 'node:test';
import {choosePlace, type ChoosePlaceOptions, type Place} from '../../source/app/choose-place.ts';
import type {ExistingPolicy} from '../../source/app/collision.ts';
import {hasContent, type HasContent} from '../../source/app/content-hasher.ts';
import type {FileEntry} from '../../source/feed/entry.ts';
import {look} from '../../source/folder/place-file.ts';
import {KnownFiles} from '../../source/storage/known-files.ts';
import {signatureOf} from '../../source/storage/stored-file.ts';
import {openDatabase} from '../helpers/database.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree, type Tree} from '../helpers/write-tree.ts';

const entry = fileEntry('a/file', 'content');
const policies = ['keep-both', 'overwrite', 'skip'] as const;

test('where nothing stands, the file takes its own name, whatever the policy', async t => {
	const {choose, folder} = await destination(t);
	for (const policy of policies) {
		const {place, said} = await choose(entry, policy);
		assert.deepEqual(place, {
			target: `${folder}/a/file`, placedAs: undefined, replace: false, signature: undefined,
		});
		assert.deepEqual(said, []);
	}
});

test('the same content is used as it stands, and said to be so once', async t => {
	for (const policy of policies) {
		const {choose, folder, known} = await destination(t, {'a/file': 'content'});
		const {place, said} = await choose(entry, policy);
		const signature = signatureOf(await lstat(`${folder}/a/file`));
		assert.deepEqual(place, {
			target: `${folder}/a/file`, placedAs: undefined, replace: false, signature,
		});
		assert.deepEqual(said, ['identical a/file']);
		assert.deepEqual(known.get('a/file')?.signature, signature);
		assert.deepEqual((await choose(entry, policy)).said, []);
	}
});

const foreign: ReadonlyArray<readonly [what: string, leaf: Tree[string]]> = [
	['another file of the same size', 'CONTENT'],
	['a shorter file', 'con'],
	['an empty file', ''],
	['a link to the same content', {link: '../same'}],
	['a broken link', {link: 'nowhere'}],
];

for (const [what, leaf] of foreign) {
	test(`${what} is the user’s: kept beside, replaced or left alone`, async t => {
		const tree = {same: 'content', 'a/file': leaf!};
		const kept = await destination(t, tree);
		const {place, said} = await kept.choose(entry, 'keep-both');
		assert.deepEqual(place, {
			target: `${kept.folder}/a/file (2)`, placedAs: 'a/file (2)', replace: false, signature: undefined,
		});
		assert.deepEqual(said, ['kept-both a/file']);
		assert.equal(kept.known.get('a/file')?.placedAs, 'a/file (2)');

		const overwritten = await destination(t, tree);
		const other = await overwritten.choose(entry, 'overwrite');
		assert.deepEqual(other.place, {
			target: `${overwritten.folder}/a/file`, placedAs: undefined, replace: true, signature: undefined,
		});
		assert.deepEqual(other.said, ['overwritten a/file']);

		const skipped = await destination(t, tree);
		assert.deepEqual(await skipped.choose(entry, 'skip'), {place: 'skip', said: ['skipped a/file']});
	});
}

test('a folder is never replaced', async t => {
	const {choose, folder} = await destination(t, {'a/file/below': 'content'});
	const {place, said} = await choose(entry, 'overwrite');
	assert.deepEqual(place, {
		target: `${folder}/a/file (2)`, placedAs: 'a/file (2)', replace: false, signature: undefined,
	});
	assert.deepEqual(said, ['kept-both a/file']);
});

test('a name that is taken or promised to another file is not chosen', async t => {
	const {choose, folder} = await destination(t, {'a.txt': 'X', 'a (2).txt': 'X'});
	const first = await choose(fileEntry('a.txt', 'content'), 'keep-both');
	const second = await choose(fileEntry('a (2).txt', 'content'), 'keep-both');
	assert.equal(target(first.place), `${folder}/a (3).txt`);
	assert.equal(target(second.place), `${folder}/a (2) (2).txt`);
	await writeTree(folder, {'a (3) (2).txt': ''});
	const third = await choose(fileEntry('a (3).txt', 'content'), 'keep-both');
	assert.equal(target(third.place), `${folder}/a (3).txt`);
});

test('an interrupted file goes on under the name it got', async t => {
	const {choose, folder, known} = await destination(t, {'a/file': 'X'});
	known.set('a/file', {placedAs: 'a/file (7)', signature: undefined});
	const {place, said} = await choose(entry, 'keep-both');
	assert.deepEqual(place, {
		target: `${folder}/a/file (7)`, placedAs: 'a/file (7)', replace: false, signature: undefined,
	});
	assert.deepEqual(said, []);
});

test('a file that ferry put there and nobody touched is replaced without a word by its next version', async t => {
	for (const policy of policies) {
		const {choose, known, folder} = await destination(t, {'a/file': 'old content'});
		known.set('a/file', {placedAs: undefined, signature: signatureOf(look(`${folder}/a/file`)!), sha256: fileEntry('', 'old content').sha256});
		const {place, said} = await choose(entry, policy);
		assert.deepEqual(place, {
			target: `${folder}/a/file`, placedAs: undefined, replace: true, signature: undefined,
		});
		assert.deepEqual(said, []);
	}
});

test('a file that ferry put there and somebody edited is the user’s: the new one’s name tells when and where it came from', async t => {
	const {folder, choose} = await edited(t);
	const {place, said} = await choose(entry, 'keep-both');
	assert.equal(target(place), `${folder}/a/file (conflict 2026-01-02 03.04.05 from 1f919303)`);
	assert.deepEqual(said, ['kept-both a/file']);
	assert.deepEqual((await (await edited(t)).choose(entry, 'overwrite')).said, ['overwritten a/file']);
	assert.deepEqual((await (await edited(t)).choose(entry, 'skip')).said, ['skipped a/file']);
});

test('a file that somebody has only touched still is what was received', async t => {
	const {folder, choose, known} = await touched(t);
	const {place, said} = await choose(entry, 'keep-both', true);
	assert.deepEqual([target(place), said], [`${folder}/a/file`, []]);
	assert.deepEqual(known.get('a/file')?.signature, signatureOf(look(`${folder}/a/file`)!));
});

test('a conflict ends when overwriting is asked for: what was received takes its own name', async t => {
	const {folder, choose, known} = await destination(t, {'a/file': 'mine', 'a/file (2)': 'content'});
	const {sha256} = entry;
	known.set('a/file', {placedAs: 'a/file (2)', signature: signatureOf(look(`${folder}/a/file (2)`)!), sha256});
	assert.deepEqual((await choose(entry, 'keep-both')).said, [], 'not before');
	const {place, said} = await choose(entry, 'overwrite');
	assert.deepEqual([target(place), said], [`${folder}/a/file`, ['overwritten a/file']]);
	assert.deepEqual([look(`${folder}/a/file (2)`), known.get('a/file')?.placedAs], [undefined, undefined]);
	assert.equal(await readFile(`${folder}/a/file`, 'utf8'), 'content');
});

test('a conflict ends, too, when what was received was edited: that is the user’s', async t => {
	const {folder, choose, known} = await destination(t, {'a/file': 'mine', 'a/file (2)': 'edited!'});
	known.set('a/file', {placedAs: 'a/file (2)', signature: {...signatureOf(look(`${folder}/a/file (2)`)!), mtimeMs: 1}, sha256: entry.sha256});
	const {place, said} = await choose(entry, 'overwrite');
	assert.deepEqual([target(place), said], [`${folder}/a/file`, ['overwritten a/file']]);
	assert.equal(await readFile(`${folder}/a/file (2)`, 'utf8'), 'edited!');
});

test('while a share is followed, a file that was edited here is not overwritten either', async t => {
	assert.deepEqual((await (await edited(t)).choose(entry, 'overwrite', true)).said, ['kept-both a/file']);
	const {choose} = await destination(t, {'a/file': 'never received'});
	assert.deepEqual((await choose(entry, 'overwrite', true)).said, ['overwritten a/file']);
});

test('a file of ferry’s own follows the sharer’s time and permissions, one of the user’s is left alone', async t => {
	const {choose, known, folder} = await destination(t, {ours: 'content', theirs: 'content'});
	for (const name of ['ours', 'theirs']) {
		await utimes(`${folder}/${name}`, 5, 5);
		await chmod(`${folder}/${name}`, 0o600);
	}

	known.set('ours', {placedAs: undefined, signature: signatureOf(look(`${folder}/ours`)!), sha256: entry.sha256});
	for (const name of ['ours', 'theirs']) {
		const {place} = await choose(fileEntry(name, 'content'), 'keep-both');
		assert.deepEqual(typeof place === 'string' ? place : place.signature, signatureOf(look(`${folder}/${name}`)!));
	}

	const [ours, theirs] = await Promise.all(['ours', 'theirs'].map(async name => lstat(`${folder}/${name}`)));
	assert.deepEqual([Math.floor(ours!.mtimeMs), ours!.mode & 0o777], [entry.mtime, 0o644]);
	assert.deepEqual([theirs!.mtimeMs, theirs!.mode & 0o777], [5000, 0o600]);
	await chmod(`${folder}/ours`, 0o600);
	known.set('ours', {placedAs: undefined, signature: signatureOf(look(`${folder}/ours`)!), sha256: entry.sha256});
	await choose(fileEntry('ours', 'content'), 'keep-both');
	const {mode} = await lstat(`${folder}/ours`);
	assert.equal(mode & 0o777, 0o644, 'Also when only they differ');
});

test('while the sharer is still reading a file, what stands in its place waits', async t => {
	const unread = {...entry, sha256: undefined};
	const {choose, folder} = await destination(t, {'a/other': ''});
	assert.equal(target((await choose(unread, 'keep-both')).place), `${folder}/a/file`);
	await writeTree(folder, {'a/file': 'content'});
	assert.deepEqual(await choose(unread, 'overwrite'), {place: 'later', said: []});
});

test('a file that changes while it is compared is not taken for the same', async t => {
	const {choose, folder, known} = await destination(t, {'a/file': 'content'});
	const {place, said} = await choose(entry, 'keep-both', false, async () => {
		await writeTree(folder, {'a/file': 'CONTENT'});
		return true;
	});
	assert.deepEqual([target(place), said, known.get('a/file')?.signature], [`${folder}/a/file (2)`, ['kept-both a/file'], undefined]);
});

type Choose = (file: FileEntry, existing: ExistingPolicy, isFollowed?: boolean, isSame?: HasContent) => Promise<{readonly place: Place | 'later' | 'skip'; readonly said: readonly string[]}>;

async function destination(t: TestContext, tree: Tree = {}): Promise<{readonly folder: string; readonly known: KnownFiles; readonly choose: Choose}> {
	const folder = await temporaryFolder(t);
	await writeTree(folder, tree);
	const known = new KnownFiles(openDatabase(t).sql);
	const promised = new Set<string>();
	return {
		folder,
		known,
		async choose(file, existing, isFollowed = false, isSame = hasContent) {
			const said: string[] = [];
			const options: ChoosePlaceOptions = {
				directory: folder,
				existing,
				replacesEdited: !isFollowed,
				known,
				hasContent: isSame,
				promised,
				onEvent(event) {
					said.push(`${event.type} ${'path' in event ? event.path : ''}`);
				},
				signal: new AbortController().signal,
			};
			return {place: await choosePlace(file, options, {time: new Date(2026, 0, 2, 3, 4, 5).getTime(), peer: '1f919303a32c9a46'}), said};
		},
	};
}

/** A file was received, and then edited. */
async function edited(t: TestContext): ReturnType<typeof destination> {
	return touched(t, 'own content');
}

/** A file was received, and looks another way than then. */
async function touched(t: TestContext, content = 'old content'): ReturnType<typeof destination> {
	const made = await destination(t, {'a/file': content});
	const signature = signatureOf(look(`${made.folder}/a/file`)!);
	made.known.set('a/file', {placedAs: undefined, signature: {...signature, ctimeMs: signature.ctimeMs - 1}, sha256: fileEntry('', 'old content').sha256});
	return made;
}

function target(place: Place | 'later' | 'skip'): string {
	return typeof place === 'string' ? place : place.target;
}
