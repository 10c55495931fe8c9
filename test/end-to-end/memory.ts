import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {mkdir, readFile, truncate} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {builtFerry} from '../helpers/built-ferry.ts';
import {type Ferry, startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const gibibyte = 2 ** 30;
const most = 250_000_000;
const skip = existsSync('/proc/self/status') ? false : 'this system doesn’t tell the peak memory of a process in /proc';

test('a file of 1 GiB takes neither side more than 250 MB of memory', {skip}, async t => {
	await measure(t, async from => {
		await writeTree(from, {large: ''});
		await truncate(path.join(from, 'large'), gibibyte);
		return {files: 1, bytes: gibibyte};
	});
});

test('100,000 tiny files take neither side more than 250 MB of memory', {skip}, async t => {
	await measure(t, async from => {
		let bytes = 0;
		for (let part = 0; part < 100; part++) {
			const written = await writeLargeFolder(path.join(from, `part ${part}`), {
				large: 0, small: 1000, smallBytes: 20, seed: `part ${part}`,
			});
			bytes += written.bytes;
		}

		return {files: 100_000, bytes};
	});
});

/** Shares and receives a folder, and looks at the most memory that each process has had. */
async function measure(t: TestContext, write: (from: string) => Promise<{readonly files: number; readonly bytes: number}>): Promise<void> {
	const root = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	// As users have it: run from the sources, Node's own compiler takes another 30 MB.
	const options = {env: {FERRY_BOOTSTRAP: bootstrap.join(',')}, program: builtFerry()};
	const from = path.join(root, 'from');
	await mkdir(from);
	const written = await write(from);
	const share = startFerry(t, ['share', from, '--json', '--store', path.join(root, 'sharer')], options);
	const {key} = await share.event('announced');
	// It stays, so that it can be looked at when it is done.
	const get = startFerry(t, ['get', key, path.join(root, 'to'), '--stay', '--json', '--store', path.join(root, 'receiver')], options);
	const {files, bytes} = await get.event('received');
	assert.deepEqual({files, bytes}, written);
	await share.event('delivered');
	const sharerPeak = await peakMemory(share);
	const receiverPeak = await peakMemory(get);
	t.diagnostic(`the sharer took ${Math.round(sharerPeak / 1_000_000)} MB at most, the receiver ${Math.round(receiverPeak / 1_000_000)} MB`);
	assert.ok(sharerPeak <= most, `The sharer took ${sharerPeak} bytes`);
	assert.ok(receiverPeak <= most, `The receiver took ${receiverPeak} bytes`);

	for (const ferry of [get, share]) {
		ferry.kill();
		assert.deepEqual(await ferry.ended, {code: 0, signal: undefined});
	}
}

/** The most resident memory that a process has had, in bytes. */
async function peakMemory({pid}: Ferry): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmHWM:\s+(?<size>\d+) kB$/mv.exec(status)!.groups!['size']) * 1024;
}
