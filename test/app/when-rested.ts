import assert from 'node:assert/strict';
import {rmSync, writeFileSync} from 'node:fs';
import {test, type TestContext} from 'node:test';
import {quietTime} from '../../source/app/pending-changes.ts';
import type {FoundFile} from '../../source/app/read-source.ts';
import {isUnrested, whenRested, type WhenRestedOptions} from '../../source/app/when-rested.ts';
import {lookAt} from '../../source/folder/found.ts';
import {restlessWriter} from '../helpers/restless-writer.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

async function writtenFiles(t: TestContext, ...names: readonly string[]): Promise<(name: string) => FoundFile> {
	const folder = await temporaryFolder(t);
	for (const name of names) {
		writeFileSync(`${folder}/${name}`, 'begun');
	}

	return name => {
		const found = lookAt(name, `${folder}/${name}`);
		assert.ok(found.kind === 'file');
		return found;
	};
}

async function rest(t: TestContext, files: readonly FoundFile[], options: Partial<WhenRestedOptions> = {}): Promise<Array<[path: string, state: string]>> {
	const rested: Array<[path: string, state: string]> = [];
	for await (const {found, isRestless} of whenRested(files.map(found => ({before: undefined, found})), {patience: () => 0, signal: t.signal, ...options})) {
		rested.push([found.path, isRestless ? 'restless' : 'rested']);
	}

	return rested;
}

const cases = [
	{age: 0, expected: true},
	{age: quietTime - 1, expected: true},
	{age: quietTime, expected: false},
	{age: 1e9, expected: false},
	{age: -1, expected: false},
] as const;
for (const {age, expected} of cases) {
	test(`a file changed ${age} ms ago ${expected ? 'may still be being written' : 'has rested'}`, () => {
		assert.equal(isUnrested({ctimeMs: 1e12 - age, mtimeMs: 1e12 - age}, 1e12), expected);
	});
}

test('files rest together, in no more time than one takes', async t => {
	const look = await writtenFiles(t, 'a', 'b', 'c');
	const start = performance.now();
	assert.deepEqual(await rest(t, ['a', 'b', 'c'].map(name => look(name))), [['a', 'rested'], ['b', 'rested'], ['c', 'rested']]);
	assert.ok(performance.now() - start < 2 * quietTime);
	assert.equal(isUnrested(look('a')), false);
});

test('what is written meanwhile comes last, as it is then', async t => {
	const look = await writtenFiles(t, 'written', 'still');
	const files = ['written', 'still'].map(name => look(name));
	restlessWriter(t, files[0]!.place);
	assert.deepEqual(await rest(t, files), [['still', 'rested'], ['written', 'restless']]);
});

test('who has patience waits for what is written meanwhile', async t => {
	const look = await writtenFiles(t, 'written');
	const found = look('written');
	const {stop} = restlessWriter(t, found.place);
	setTimeout(stop, quietTime / 2);
	assert.deepEqual(await rest(t, [found], {patience: () => 10_000}), [['written', 'rested']]);
});

test('patience has an end', async t => {
	const look = await writtenFiles(t, 'written');
	const found = look('written');
	restlessWriter(t, found.place);
	assert.deepEqual(await rest(t, [found], {patience: () => 2 * quietTime}), [['written', 'restless']]);
});

test('what is gone meanwhile is given as it was', async t => {
	const look = await writtenFiles(t, 'gone');
	const found = look('gone');
	rmSync(found.place);
	assert.deepEqual(await rest(t, [found]), [['gone', 'rested']]);
});

test('waiting can be interrupted', async t => {
	const look = await writtenFiles(t, 'a');
	await assert.rejects(rest(t, [look('a')], {signal: AbortSignal.abort(new Error('stop'))}), {name: 'AbortError'});
});
