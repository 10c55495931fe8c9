import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import {refuseOwnData, refuseOwnDestination} from '../../source/app/refuse-own-data.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const table: ReadonlyArray<readonly [place: string, isRefused: boolean]> = [
	['/home/me/ferry', true],
	['/home/me/ferry/shares/a', true],
	['/home/me/ferry/..odd', true],
	['/home/me/ferry/shares/a/input', true],
	['/home/me/ferry/shares/a/feed.sqlite', true],
	['/home/me/ferry/shares/a/input/stdin', false],
	['/home/me/ferry/shares/a/b/input/stdin', true],
	['/home/me/ferry2', false],
	['/home/me', false],
	['/', false],
	['/home/me/other/ferry', false],
];

for (const [place, isRefused] of table) {
	test(`${place} is ${isRefused ? 'never ' : ''}shared`, () => {
		const refuse = (): void => {
			refuseOwnData('/home/me/ferry', {kind: 'several', name: '', roots: [{name: 'a', place: '/a'}, {name: 'b', place}]});
		};

		if (isRefused) {
			assert.throws(refuse, {code: 'usage'});
		} else {
			refuse();
		}
	});
}

test('what looks like the data of another ferry is neither shared nor received into', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'store/identity': '', 'store/shares/x/share.json': '', 'none/identity': ''});
	for (const [place, isRefused] of [['store', true], ['store/identity', true], ['store/shares/x', true], ['store/new/below', true], ['none', false], ['', false], ['new', false]] as const) {
		for (const refuse of [() => {
			refuseOwnData('/home/me/ferry', {kind: 'folder', name: '', roots: [{name: '', place: path.join(folder, place)}]});
		}, () => {
			refuseOwnDestination('/home/me/ferry', path.join(folder, place));
		}]) {
			if (isRefused) {
				assert.throws(refuse, {code: 'usage'}, place);
			} else {
				refuse();
			}
		}
	}
});

test('nothing is received into ferry’s own data', () => {
	for (const place of ['/home/me/ferry', '/home/me/ferry/shares']) {
		assert.throws(() => {
			refuseOwnDestination('/home/me/ferry', place);
		}, {code: 'usage'});
	}

	refuseOwnDestination('/home/me/ferry', '/home/me/ferry2');
});
