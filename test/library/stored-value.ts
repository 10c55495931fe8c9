import assert from 'node:assert/strict';
import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {StoredValue} from '../../source/library/stored-value.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const options = {name: 'list.json', initial: [] as readonly string[], parse: (value: unknown) => Array.isArray(value) ? value.map(String) : undefined};

test('a value outlasts the process, and only its owner can read it', async t => {
	const folder = await temporaryFolder(t);
	const stored = await StoredValue.open(folder, options);
	assert.deepEqual([stored.value, stored.isStored], [[], false]);
	await stored.change(list => [...list, 'a']);
	const again = await StoredValue.open(folder, options);
	assert.deepEqual([again.value, again.isStored], [['a'], true]);
	const {mode} = await stat(path.join(folder, 'list.json'));
	assert.equal(mode & 0o777, 0o600);
});

test('what another process has changed is kept by a change, and seen when it is looked', async t => {
	const folder = await temporaryFolder(t);
	const [one, other] = [await StoredValue.open(folder, options), await StoredValue.open(folder, options)];
	await one.change(list => [...list, 'a']);
	await other.change(list => [...list, 'b']);
	assert.deepEqual(other.value, ['a', 'b']);
	assert.equal(await one.reload(), true);
	assert.deepEqual(one.value, ['a', 'b']);
	assert.equal(await one.reload(), false);
});

test('a change that fails, or changes nothing, leaves the file as it is', async t => {
	const folder = await temporaryFolder(t);
	const stored = await StoredValue.open(folder, options);
	await stored.change(list => list);
	await assert.rejects(stored.change(() => {
		throw new Error('no');
	}), /no/v);
	assert.equal(stored.isStored, false);
	await stored.change(() => ['a']);
	assert.deepEqual(stored.value, ['a']);
});

test('a file that can’t be understood is kept aside', async t => {
	const folder = await temporaryFolder(t);
	for (const text of ['{', '{}']) {
		await writeFile(path.join(folder, 'list.json'), text);
		const stored = await StoredValue.open(folder, options);
		assert.deepEqual(stored.value, []);
		assert.equal(await readFile(path.join(folder, 'list.json.broken'), 'utf8'), text);
	}
});

test('a place that can’t be used is named', async () => {
	await assert.rejects(StoredValue.open('/dev/null', options), {code: 'store-unusable'});
});
