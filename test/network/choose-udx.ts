import assert from 'node:assert/strict';
import test from 'node:test';
import {chooseUdx, isOwnUdxNeeded} from '../../source/network/choose-udx.ts';
import {UDX} from '../../source/udx/udx.ts';

type Row = readonly [title: string, environment: Record<string, string>, versions: Record<string, string>, isOurs: boolean];

const table: readonly Row[] = [
	['Node.js', {}, {node: '24.21.0', uv: '1.51.0'}, false],
	['Node.js, when asked for', {FERRY_UDX: 'typescript'}, {node: '24.21.0', uv: '1.51.0'}, true],
	['Node.js, when asked for anything else', {FERRY_UDX: 'native'}, {node: '24.21.0', uv: '1.51.0'}, false],
	['Deno', {}, {node: '24.2.0', deno: '2.9.6'}, true],
	['Bun', {}, {node: '24.3.0', bun: '1.3.0'}, true],
];

for (const [title, environment, versions, isOurs] of table) {
	test(`${title} uses ${isOurs ? 'our own' : 'the native'} UDX`, () => {
		assert.equal(isOwnUdxNeeded({environment, versions}), isOurs);
		assert.equal(chooseUdx({environment, versions}) instanceof UDX, isOurs);
	});
}
