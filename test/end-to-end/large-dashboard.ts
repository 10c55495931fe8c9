import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {type Measured, measureLargeShare} from '../../scripts/dashboard-benchmark/large-share.ts';
import {percentile} from '../../scripts/dashboard-benchmark/percentile.ts';
import {writeTinyFiles} from '../../scripts/dashboard-benchmark/write-tiny-files.ts';
import {builtFerry} from '../helpers/built-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';

const folders = 100;
const skip = existsSync('/proc/self/status') ? false : 'this system doesn’t tell the peak memory of a process in /proc';

/** Bytes. A dashboard with nothing in it takes 130 MB already. */
const most = {sharer: 200_000_000, receiver: 180_000_000};

test('100,000 files are shared, looked through, searched and offered in dashboards that answer meanwhile and take little memory', {skip}, async t => {
	const ferry = builtFerry();
	const directory = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	const source = path.join(directory, 'source');
	writeTinyFiles(source, folders);
	const {answers} = await measureLargeShare({
		source, folders, directory, bootstrap, ferry, owner: t,
		say({who, what, seconds, peakBytes}: Measured) {
			t.diagnostic(`${who}: ${what}: ${seconds.toFixed(2)} s, ${Math.round(peakBytes / 1_000_000)} MB`);
			assert.ok(peakBytes <= most[who], `The ${who} took ${peakBytes} bytes to ${what}`);
		},
	});
	t.diagnostic(`keys during the search were answered in ${percentile(answers, 50).toFixed(0)} ms (50 %), ${percentile(answers, 95).toFixed(0)} ms (95 %)`);
	// A pause that is seen is a tenth of a second; this computer may have other things to do.
	assert.ok(percentile(answers, 50) <= 300, `${answers.map(answer => answer.toFixed(0)).join(', ')} ms`);
});
