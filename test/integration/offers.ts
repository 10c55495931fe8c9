import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import test, {type TestContext} from 'node:test';
import {type Ferry, startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('with commands alone, somebody is added, sent something, and accepts it, and nobody else may have it', async t => {
	const {folder, start, run} = await prepare(t);
	await writeTree(`${folder}/from`, {file: 'content'});
	const [ann, ben] = [await run('ann', 'id', '--name', 'Ann’s laptop'), await run('ben', 'id')];
	await run('ann', 'peers', 'add', ben.stdout.trim(), 'Ben');
	await run('ben', 'peers', 'add', ann.stdout.trim(), 'Ann');
	assert.equal((await run('ann', 'peers', 'words', 'ben')).stdout, (await run('ben', 'peers', 'words', ann.stdout.trim())).stdout);

	const share = start('ann', 'share', 'from', '--to', 'Ben', '--allow', 'Ben');
	const [key] = await share.line(/ferry1[0-9a-z]{58}/v);
	await share.line(/Offered to Ben/v);
	const waiting = start('ben', 'offers', '--wait', '--json');
	await waiting.line(/"event":"peer-offer","id":"1"/v);
	await share.line(/Ben has received the offer/v);
	waiting.kill('SIGINT');
	assert.equal((await waiting.ended).code, 0);
	const {name, contact, paths}: Record<string, unknown> = JSON.parse(waiting.stdout.trim());
	assert.deepEqual([name, contact, paths], ['from', 'Ann', ['file']]);
	assert.match((await run('ben', 'peers')).stdout, /^[0-9a-f]{64} {2}online {3}Ann(?: {2}calls itself “Ann’s laptop”)?\n$/v);
	const listed = await run('ben', 'offers');
	assert.match(listed.stdout, /^1 {2}“from” {2}1 file, 7 B {2}from Ann .*\n {5}file\n$/v);
	assert.equal(listed.stdout.includes(key.slice(8, 30)), false);

	const stranger = start('stranger', 'get', key, 'nothing', '--yes', '--timeout', '3');
	assert.equal((await stranger.ended).code, 3, stranger.stderr);
	await run('ben', 'offers', 'accept', '1', 'to', '--yes');
	assert.equal(await readFile(`${folder}/to/file`, 'utf8'), 'content');
	await share.line(/Ben has accepted the offer/v);
	const none = start('ben', 'offers', 'accept', '1', 'to', '--yes');
	assert.equal((await none.ended).code, 2);
});

async function prepare(t: TestContext) {
	const folder = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	const start = (who: string, ...arguments_: readonly string[]): Ferry => startFerry(t, [...arguments_, '--store', who], {cwd: folder, env: {FERRY_BOOTSTRAP: bootstrap.join(',')}});
	return {
		folder,
		start,
		/** Runs a command to its end, which has to be good. */
		async run(who: string, ...arguments_: readonly string[]) {
			const ferry = start(who, ...arguments_);
			assert.deepEqual(await ferry.ended, {code: 0, signal: undefined}, ferry.stderr);
			return ferry;
		},
	};
}
