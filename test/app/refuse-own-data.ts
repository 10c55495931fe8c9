import assert from 'node:assert/strict';
import test from 'node:test';
import {refuseOwnData, refuseOwnDestination} from '../../source/app/refuse-own-data.ts';

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

test('nothing is received into ferry’s own data', () => {
	for (const place of ['/home/me/ferry', '/home/me/ferry/shares']) {
		assert.throws(() => {
			refuseOwnDestination('/home/me/ferry', place);
		}, {code: 'usage'});
	}

	refuseOwnDestination('/home/me/ferry', '/home/me/ferry2');
});
