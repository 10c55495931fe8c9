import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {inspect} from 'node:util';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {ExpectedError} from '../../source/base/errors.ts';
import {readTree} from '../helpers/read-tree.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

/** Bytes of a page of the database. */
const pageSize = 4096;

/** A share that was received, and where this computer keeps what it remembers of it. */
async function received(t: TestContext) {
	const {folder, sharer, receiver, stores} = await twoApps(t);
	const files = Array.from({length: 500}, (_, index) => [`d/file ${index}`, `content ${index}`] as const);
	await writeTree(`${folder}/shared`, {...Object.fromEntries(files), large: pseudoRandomBytes('damage')(1_000_000)});
	const share = sharer.share(`${folder}/shared`);
	const key = await share.key();
	await receiver.received(key, `${folder}/received`);
	const shares = path.join(stores, 'receiver/shares');
	const name = (await readdir(shares)).find(each => each.endsWith('-received'))!;
	return {
		folder, receiver, key, state: path.join(shares, name),
	};
}

test('damage of what this computer remembers of a share is never blamed on whoever shared it', async t => {
	const {folder, receiver, key, state} = await received(t);
	const file = path.join(state, 'feed.sqlite');
	const [good, record, tree] = [await readFile(file), await readFile(path.join(state, 'share.json')), await readTree(`${folder}/received`)];
	const codes = new Set<string>();
	for (let page = 1; page < good.byteLength / pageSize; page++) {
		// A whole page, as of a disk that fails, and the content of a record alone, which SQLite can't know.
		for (const start of [0, pageSize / 2]) {
			const bad = Buffer.from(good);
			bad.fill(0xAA, (page * pageSize) + start, (page + 1) * pageSize);
			await writeFile(file, bad);
			await writeFile(path.join(state, 'share.json'), record);
			const get = receiver.get(key, `${folder}/received`);
			const error = await get.ended.then(() => undefined, (error_: unknown) => error_);
			if (error !== undefined) {
				assert.ok(error instanceof ExpectedError, inspect(error));
				codes.add(error.code);
				assert.equal(error.message, `What this computer remembers of the share is damaged: ${file}`);
				assert.match(error.hint, /ferry remove/v);
			}
		}
	}

	assert.deepEqual([...codes], ['store-unusable']);
	await receiver.use(async app => app.remove(key));
	const {transferred} = await receiver.received(key, `${folder}/received`);
	assert.equal(transferred, 0, 'What is there is recognised');
	assert.deepEqual(await readTree(`${folder}/received`), tree);
});

test('a share whose record can’t be read is listed as such, and is forgotten with its key', async t => {
	const {folder, receiver, key, state} = await received(t);
	const file = path.join(state, 'share.json');
	await writeFile(file, '{');
	await receiver.use(async app => {
		assert.deepEqual(await app.list(), []);
		const [unreadable, ...others] = await app.unreadableShares();
		assert.deepEqual([unreadable?.file, unreadable?.direction, others], [file, 'receiving', []]);
		const engine = await app.openEngine();
		assert.deepEqual(engine.getState().notices.map(({text}) => text), ['1 share can’t be read and is not shown.']);
		await engine.close();
		await app.remove(key);
		assert.deepEqual(await app.unreadableShares(), []);
	});
	await receiver.received(key, `${folder}/received`);
});
