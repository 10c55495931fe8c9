import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import {cannotMakeNamespaces} from '../../scripts/namespaces.ts';
import {prepareHosts} from '../helpers/hosts.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

const options = {skip: cannotMakeNamespaces, timeout: 120_000};

/** Milliseconds within which ferry has ended, with nobody left who could be told goodbye. */
const longestQuitting = 4000;

for (const [route, ways] of [['TCP', []], ['UDX', ['--no-tcp']]] as const) {
	test(`whose cable is cut while they quit, in the middle of a transfer over ${route}, end in a few seconds`, options, async t => {
		const {namespaces, folder, ferry} = await prepareHosts(t);
		const [ada, ben, server] = namespaces.lan(3);
		const common = ['--json', '--no-lan', '--bootstrap', '10.77.0.3:49737', ...ways];
		await ferry(server!, 'server', ['node', '--json']).line(/"bootstrap"/v);
		const from = path.join(folder, 'from');
		await writeLargeFolder(from, {large: 16, small: 2, smallBytes: 5000});
		ada!.limit(8);
		const share = ferry(ada!, 'ada', ['share', from, ...common]);
		const {key} = await share.event('announced');
		const get = ferry(ben!, 'ben', ['get', key, path.join(folder, 'to'), '--yes', ...common]);
		await get.event('receiving', ({bytes}) => bytes > 0);
		for (const [host, quitting, code] of [[ben!, get, 130], [ada!, share, 0]] as const) {
			const asked = performance.now();
			quitting.kill('SIGINT');
			host.plug(false);
			assert.deepEqual(await quitting.ended, {code, signal: undefined}, quitting.stderr);
			const taken = performance.now() - asked;
			t.diagnostic(`Ended after ${Math.round(taken)} ms`);
			assert.ok(taken < longestQuitting, `${taken} ms`);
		}
	});
}

test('who quits when the cable is out already ends in a few seconds, too', options, async t => {
	const {namespaces, folder, ferry} = await prepareHosts(t);
	const [ada, server] = namespaces.lan(2);
	await ferry(server!, 'server', ['node', '--json']).line(/"bootstrap"/v);
	const from = path.join(folder, 'from');
	await writeLargeFolder(from, {large: 1, small: 2, smallBytes: 5000});
	const share = ferry(ada!, 'ada', ['share', from, '--json', '--no-lan', '--bootstrap', '10.77.0.2:49737']);
	await Promise.all([share.event('announced'), share.event('version')]);
	ada!.plug(false);
	const asked = performance.now();
	share.kill('SIGINT');
	assert.deepEqual(await share.ended, {code: 0, signal: undefined}, share.stderr);
	assert.ok(performance.now() - asked < longestQuitting);
});
