import assert from 'node:assert/strict';
import test from 'node:test';
import {lanMode, type LanMode, type LanModeOptions} from '../../source/network/lan-mode.ts';

const none: LanModeOptions = {lan: undefined, bootstrap: undefined, lanInterface: undefined};
const table: ReadonlyArray<readonly [title: string, options: Partial<LanModeOptions>, mode: LanMode]> = [
	['it is used', {}, 'on'],
	['also with nodes elsewhere', {bootstrap: ['10.0.0.1:1', '127.0.0.1:1']}, 'on'],
	['not with all of them on this computer', {bootstrap: ['127.0.0.1:1', 'localhost:2']}, 'off'],
	['unless its interface is named', {bootstrap: ['127.0.0.1:1'], lanInterface: '127.0.0.1'}, 'on'],
	['what the user says holds', {lan: 'only', bootstrap: ['127.0.0.1:1']}, 'only'],
];
for (const [title, options, mode] of table) {
	test(`the local network: ${title}`, () => {
		assert.equal(lanMode({...none, ...options}), mode);
	});
}
