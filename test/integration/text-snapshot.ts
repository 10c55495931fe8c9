import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {assertSnapshot, maskLine, usualMasks} from '../helpers/text-snapshot.ts';

const picture = (...lines: readonly string[]) => ({columns: 40, rows: lines.length, lines: () => lines});

test('a screen is kept as a text that a person can read, and compared with it', async t => {
	const directory = path.join(await temporaryFolder(t), 'kept');
	await assertSnapshot('shares', picture('Shares', '', '  one'), {directory, updates: true});
	assert.deepEqual(await readdir(directory), ['shares-40x3.txt']);
	assert.equal(await readFile(path.join(directory, 'shares-40x3.txt'), 'utf8'), 'Shares\n\n  one\n');
	await assertSnapshot('shares', picture('Shares', '', '  one'), {directory, updates: false});
	await assert.rejects(assertSnapshot('shares', picture('Shares', '', '  two'), {directory, updates: false}), {
		message: 'shares-40x3.txt differs. FERRY_UPDATE_SNAPSHOTS=1 keeps what is seen.\n  3 was │  one\n     is │  two',
	});
});

test('a screen of which nothing is kept is shown', async t => {
	const directory = await temporaryFolder(t);
	await assert.rejects(assertSnapshot('new', picture('a', 'b'), {directory, updates: false}), /no new-40x2\.txt[^\n]*\na\nb/v);
});

for (const [line, masks, expected] of [
	['photos  ferry1qqq8r5t  ok', [usualMasks.key], 'photos  ferry1kkkkkkk  ok'],
	['│ a1b2c3d4e5f60718 │', [usualMasks.peer], '│ ffffffffffffffff │'],
	['in facade and 20261122', [usualMasks.peer], 'in facade and 20261122'],
	['at 127.0.0.1:49152 │', [usualMasks.address], 'at 127.0.0.1:1     │'],
	['09:15  began', [usualMasks.time], '12:34  began'],
	['│   9.5 MB/s │', [usualMasks.speed], '│     1 MB/s │'],
	['│  12.5 MB/s │', [usualMasks.speed], '│     1 MB/s │'],
	['ping 0.4 ms', [usualMasks.roundTrip], 'ping   1 ms'],
	['│ 1m 12s left │', [usualMasks.timeLeft], '│     1s left │'],
	['▂▃█▁▁▁ up', [usualMasks.sparkline], '▁▁▁▁▁▁ up'],
	['/tmp/日本/x │', [['/tmp/日本', '~/here']], '~/here   /x │'],
] as const) {
	test(`what varies is masked in as many columns: ${line}`, () => {
		assert.equal(maskLine(line, masks), expected);
	});
}
