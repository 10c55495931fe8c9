import assert from 'node:assert/strict';
import {lstatSync, readdirSync} from 'node:fs';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {systemErrorCode} from '../../source/base/errors.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {type LargeFolder, writeLargeFolder} from '../helpers/write-large-folder.ts';

const mebibyte = 1024 * 1024;
/** Between two looks at what is kept. */
const milliseconds = 10;

test('neither side keeps a second copy of a file of 1 GiB', async t => {
	await measure(t, {large: 1024, small: 0, smallBytes: 0});
});

test('neither side keeps a second copy of 10,000 files of 8 KiB', async t => {
	await measure(t, {
		large: 0, small: 10_000, smallBytes: 8192, isExact: true,
	});
});

async function measure(t: TestContext, source: LargeFolder): Promise<void> {
	const root = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	const options = {env: {FERRY_BOOTSTRAP: bootstrap.join(',')}};
	const from = path.join(root, 'from');
	const {bytes} = await writeLargeFolder(from, source);
	const sides = ['sharer', 'receiver'].map(name => ({name, store: path.join(root, name), peak: 0}));
	let looks = 0;
	const look = (): void => {
		looks++;
		for (const side of sides) {
			side.peak = Math.max(side.peak, diskUsage(side.store));
		}
	};

	// From before the first byte is read until nobody runs any more, whatever goes on meanwhile.
	const looking = setInterval(look, milliseconds);
	try {
		const share = startFerry(t, ['share', from, '--json', '--store', sides[0]!.store], options);
		const {key} = await share.event('announced');
		const get = startFerry(t, ['get', key, path.join(root, 'to'), '--json', '--store', sides[1]!.store], options);
		assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout);
		await share.event('delivered');
		share.kill();
		assert.deepEqual(await share.ended, {code: 0, signal: undefined});
	} finally {
		clearInterval(looking);
	}

	look();
	assert.ok(looks > 50, `${looks} looks are too few to have seen the most`);
	const most = (bytes / 100) + (8 * mebibyte);
	for (const {name, store, peak} of sides) {
		t.diagnostic(`the ${name} kept ${inMebibytes(peak)} MiB at most, in ${looks} looks, and ${inMebibytes(diskUsage(store))} MiB after, of ${inMebibytes(bytes)} MiB`);
		assert.ok(peak <= most, `${peak} bytes are more than ${most}`);
	}
}

/** What a folder takes on the disk, in bytes. */
function diskUsage(place: string): number {
	try {
		const stats = lstatSync(place);
		// Blocks of 512 bytes, whatever the file system's own are.
		const own = stats.blocks * 512;
		return stats.isDirectory() ? readdirSync(place).reduce((sum, name) => sum + diskUsage(path.join(place, name)), own) : own;
	} catch (error) {
		// Databases come and go with their journals.
		if (systemErrorCode(error) === 'ENOENT') {
			return 0;
		}

		throw error;
	}
}

function inMebibytes(bytes: number): string {
	return (bytes / mebibyte).toFixed(1);
}
