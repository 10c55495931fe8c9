import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {
	access, readdir, readFile, rm, writeFile,
} from 'node:fs/promises';
import {test, type TestContext} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {twoApps, type Job, type Machine} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

const timeout = 30_000;
const random = pseudoRandomBytes('choice');
const [large, other] = [random(3 * blockSize), random(2 * blockSize)];

type Shared = {readonly shared: string; readonly received: string; readonly share: Job; readonly key: Uint8Array; readonly receiver: Machine; readonly machine: (name: string) => Machine};

async function sharing(t: TestContext, tree: Parameters<typeof writeTree>[1], watch = false): Promise<Shared> {
	const {folder, sharer, receiver, machine} = await twoApps(t);
	await writeTree(`${folder}/shared`, tree);
	const share = sharer.share(`${folder}/shared`, {watch});
	return {
		shared: `${folder}/shared`, received: `${folder}/received`, share, key: await share.key(), receiver, machine,
	};
}

async function here(folder: string): Promise<string[]> {
	const found = await readdir(folder, {recursive: true, withFileTypes: true});
	return found.filter(entry => !entry.isDirectory()).map(({parentPath, name}) => `${parentPath}/${name}`.slice(folder.length + 1)).toSorted();
}

test('what was chosen is remembered, and everything can be chosen again', {timeout}, async t => {
	const {receiver, key, received} = await sharing(t, {'a.txt': 'a', 'd/b.txt': 'b', large});
	await receiver.received(key, received, {only: ['/*.txt']});
	const again = await receiver.received(key, received);
	assert.deepEqual([again.files, again.transferred, await here(received)], [1, 0, ['a.txt']]);
	const more = await receiver.received(key, received, {only: ['large']});
	assert.deepEqual([more.files, more.transferred, await here(received)], [1, large.length, ['a.txt', 'large']]);
	const all = await receiver.received(key, received, {only: ['**']});
	assert.deepEqual([all.files, await here(received)], [3, ['a.txt', 'd/b.txt', 'large']]);
	assert.ok(all.transferred < 10, 'what is here is not fetched again');
	assert.equal((await receiver.received(key, received)).files, 3);
});

test('progress is told in what was picked, of whatever is offered', {timeout}, async t => {
	const {receiver, key, received} = await sharing(t, {'a.txt': 'a', 'd/b.txt': 'b', large});
	const selection = [{path: '', isWanted: true}, {path: 'large', isWanted: false}];
	const {events} = await receiver.received(key, received, {confirm: async () => ({selection})});
	const totals = (): unknown[] => events.filter(event => event.type === 'receiving').map(({totalFiles, totalBytes}) => [totalFiles, totalBytes]);
	assert.ok(totals().length > 0);
	for (const total of totals()) {
		assert.deepEqual(total, [2, 2]);
	}
});

test('the sharer is told who has everything, and who only what was picked', {timeout}, async t => {
	const {machine, key, received, share} = await sharing(t, {'a.txt': 'a', 'd/b.txt': 'b', large});
	for (const [name, only] of [['ann', '/*.txt'], ['ben', 'd']] as const) {
		await machine(name).received(key, `${received} by ${name}`, {only: [only]});
	}

	await share.event('delivered', () => share.all('delivered').length === 2);
	const said = (): unknown[] => share.all('delivered').map(({files, everything}) => [files, everything]);
	assert.deepEqual(said(), [[1, false], [1, false]]);
	await machine('ann').received(key, `${received} by ann`, {only: ['**']});
	await share.event('delivered', () => share.all('delivered').length === 3);
	assert.deepEqual(said().at(-1), [3, true]);
});

test('what is not picked any more is deleted only when that is said, and never when it was changed here', {timeout}, async t => {
	const {receiver, key, received} = await sharing(t, {
		'd/e/gone': large, 'd/edited': 'old', 'd/link': {link: 'edited'}, kept: other,
	});
	await receiver.received(key, received);
	await writeFile(`${received}/d/edited`, 'mine');
	const asked: unknown[] = [];
	const confirmDeletion = (answer: boolean) => async (unpicked: unknown): Promise<boolean> => {
		asked.push(unpicked);
		return answer;
	};

	await receiver.received(key, received, {only: ['kept'], confirmDeletion: confirmDeletion(false)});
	assert.deepEqual(asked, [{files: 2, bytes: large.length, edited: 1}]);
	assert.deepEqual(await here(received), ['d/e/gone', 'd/edited', 'd/link', 'kept']);
	await receiver.received(key, received, {only: ['kept/'], confirmDeletion: confirmDeletion(true)});
	assert.equal(asked.length, 1, 'who does not change the choice is not asked');
	const {events} = await receiver.received(key, received, {deletesUnpicked: true});
	assert.deepEqual(events.filter(({type}) => type === 'deleted' || type === 'kept'), [
		{type: 'deleted', path: 'd/e/gone', unpicked: true},
		{type: 'kept', path: 'd/edited', unpicked: true},
		{type: 'deleted', path: 'd/link', unpicked: true},
	]);
	assert.deepEqual(await here(received), ['d/edited', 'kept']);
	await assert.rejects(access(`${received}/d/e`), 'a folder that is empty then goes, too');
	assert.equal(await readFile(`${received}/d/edited`, 'utf8'), 'mine');
	const again = await receiver.received(key, received, {only: ['d/e', 'kept']});
	assert.deepEqual([again.transferred, await here(received)], [large.length, ['d/e/gone', 'd/edited', 'kept']]);
	assert.deepEqual(await readFile(`${received}/d/e/gone`), Buffer.from(large));
});

test('what is not picked any more is not offered to others', {timeout}, async t => {
	const {
		receiver, key, received, share, machine,
	} = await sharing(t, {
		gone: large, small: 'small', 'small too': 'too', kept: other,
	});
	await receiver.received(key, received);
	const serving = receiver.get(key, received, {only: ['kept', 'small'], deletesUnpicked: true, stay: true});
	await serving.event('received');
	let blocks = 0;
	const looking = machine('other').get(key, `${received} by others`, {
		onOpen({core}) {
			core.on('download', (_index: number, byteLength: number) => {
				blocks += byteLength >= blockSize ? 1 : 0;
			});
		},
	});
	await share.stop();
	await looking.event('receiving', ({bytes}) => bytes === other.length);
	assert.equal(blocks, 2);
	await looking.stop();
	await serving.stop();
});

test('bytes that came beside those that are picked are counted', {timeout}, async t => {
	const {receiver, key, received} = await sharing(t, {
		a: 'a', b: 'bbbb', c: 'cc', large,
	});
	const {transferred, beyond} = await receiver.received(key, received, {only: ['a', 'large']});
	assert.deepEqual([transferred, beyond], [7 + large.length, 6]);
	const whole = await receiver.received(key, received, {only: ['**']});
	assert.deepEqual([whole.transferred, whole.beyond], [7, undefined], 'the shared block comes again, as a whole');
});

test('a file that is picked is put together from one that is not picked any more', {timeout}, async t => {
	const {receiver, key, received} = await sharing(t, {one: large, 'the same': large});
	await receiver.received(key, received, {only: ['one']});
	const {transferred} = await receiver.received(key, received, {only: ['the same'], deletesUnpicked: true});
	assert.deepEqual([transferred, await here(received)], [0, ['the same']]);
});

test('what was begun of a file that is not picked any more goes', {timeout}, async t => {
	const {receiver, key, received} = await sharing(t, {large: random(200 * blockSize), small: 'small'});
	const get = receiver.get(key, received, {
		onOpen({core}) {
			core.once('download', () => {
				void get.stop();
			});
		},
	});
	await assert.rejects(get.ended);
	const {transferred} = await receiver.received(key, received, {only: ['small']});
	assert.deepEqual([transferred, await here(received)], [5, ['small']]);
});

test('new files of later versions follow the globs, and what was left is not followed', {timeout}, async t => {
	const {receiver, key, received, shared} = await sharing(t, {'a.txt': 'a', 'left.jpg': 'left', 'left.png': 'left'}, true);
	await receiver.received(key, received);
	const get = receiver.get(key, received, {only: ['**/*.txt'], live: true});
	await get.event('received');
	await rm(`${shared}/left.jpg`);
	await writeTree(shared, {'d/new.txt': 'new', 'd/new.jpg': 'new', 'left.png': 'changed'});
	await get.event('received', ({files}) => files === 2);
	assert.deepEqual(await here(received), ['a.txt', 'd/new.txt', 'left.jpg', 'left.png']);
	assert.equal(await readFile(`${received}/left.png`, 'utf8'), 'left');
	await get.stop();
	const {events} = await receiver.received(key, received, {only: ['**'], live: false});
	assert.deepEqual(events.filter(({type}) => type === 'kept-both'), []);
	assert.equal(await readFile(`${received}/left.png`, 'utf8'), 'changed', 'it was never changed here');
});

test('what matches nothing is refused when it is chosen, not when a later version has nothing of it', {timeout}, async t => {
	const {receiver, key, received, shared} = await sharing(t, {'a.txt': 'a', b: 'b'}, true);
	const get = receiver.get(key, received, {only: ['*.txt'], live: true});
	await get.event('received');
	await rm(`${shared}/a.txt`);
	await get.event('deleted');
	await get.event('received', ({files}) => files === 0);
	await get.stop();
	await assert.rejects(receiver.received(key, received, {only: ['*.jpg']}), {code: 'entry-missing'});
	assert.equal((await receiver.received(key, received, {live: false})).files, 0);
});

test('what was to be deleted is deleted by the next run, if the first one was interrupted', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {gone: 'gone', more: other});
	const share = sharer.share(`${folder}/shared`);
	const key = await share.key();
	const received = `${folder}/received`;
	await receiver.received(key, received, {only: ['gone']});
	await share.stop();
	const get = receiver.get(key, received, {only: ['more'], deletesUnpicked: true});
	await get.event('receiving');
	await get.stop();
	assert.deepEqual(await here(received), ['gone'], 'as long as what is picked is not here');
	await sharer.share(`${folder}/shared`).key();
	const {events} = await receiver.received(key, received);
	assert.deepEqual(events.filter(({type}) => type === 'deleted'), [{type: 'deleted', path: 'gone', unpicked: true}]);
	assert.deepEqual(await here(received), ['more']);
});

test('what came of files that were not picked is told, and not what is left of versions before', {timeout}, async t => {
	const {folder, sharer, receiver, machine} = await twoApps(t);
	await writeTree(`${folder}/shared`, {'a.txt': 'a'.repeat(1000), 'b.log': 'b'.repeat(500), 'c.txt': 'c'.repeat(70)});
	const first = sharer.share(`${folder}/shared`, {keepHistory: true});
	const key = await first.key();
	await first.event('version');
	await first.stop();
	await rm(`${folder}/shared/c.txt`);
	const share = sharer.share(`${folder}/shared`);
	await share.event('version', ({version}) => version === 2);
	const all = await receiver.received(key, `${folder}/all`);
	assert.deepEqual([all.transferred, all.beyond], [1570, undefined], 'everything was picked');
	const some = await machine('some').received(key, `${folder}/some`, {only: ['*.txt']});
	assert.deepEqual([some.transferred, some.beyond], [1570, 500]);
});
