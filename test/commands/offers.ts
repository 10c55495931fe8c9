import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {OfferDesk} from '../../source/app/offer-desk.ts';
import {PeopleExchange} from '../../source/app/people-exchange.ts';
import {Library} from '../../source/library/library.ts';
import {encodeShareKey} from '../../source/link/share-key.ts';
import {everyEvent} from '../helpers/every-event.ts';
import {type FakeApp, runCommand} from '../helpers/run-command.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const ben = 'b2'.repeat(32);
const key = Buffer.alloc(32, 7);

test('what is offered is listed with its number, and its key only for programs', async t => {
	const {app} = await prepare(t);
	const {output, exitCode} = await runCommand(['offers'], {app});
	assert.equal(exitCode, 0);
	assert.match(output, /^1 {2}“photos” {2}2 files, 20 B {2}from b2b2b2b2… .*\n {5}a\n {5}… and 1 more\n$/v);
	const json = await runCommand(['offers', '--json'], {app});
	const {time, ...fields}: Record<string, unknown> = JSON.parse(json.output);
	assert.deepEqual(fields, {
		event: 'peer-offer', id: '1', peer: ben, key: encodeShareKey(key), name: 'photos', kind: 'folder', files: 2, bytes: 20, paths: ['a'], more: 1, lan: false,
	});
});

test('what waits for more ends well with Ctrl-C', async t => {
	const {app} = await prepare(t);
	const controller = new AbortController();
	setImmediate(() => {
		controller.abort(new ExpectedError('interrupted', 'Interrupted.', {hint: 'Again.'}));
	});
	const {exitCode} = await runCommand(['offers', '--wait'], {app, signal: controller.signal});
	assert.equal(exitCode, 0);
});

test('an offer that is accepted is got, and gone when everything is here; interrupted, it is still there', async t => {
	const {app, desk} = await prepare(t);
	const seen: unknown[] = [];
	const get: FakeApp['get'] = async (given, {directory, confirm, onEvent}) => {
		seen.push([Buffer.from(given).equals(key), directory]);
		assert.ok(await confirm({
			name: 'photos', kind: 'folder', files: 2, bytes: 20, reading: false, directory: '/to', freeBytes: 1, collisions: 0,
		}));
		if (seen.length > 1) {
			onEvent(everyEvent.received);
		}
	};

	await runCommand(['offers', 'accept', '1', 'to', '--yes'], {app: {...app, get}});
	const after = await desk();
	assert.deepEqual([after.offers.length, after.replies.map(({answer}) => answer)], [1, ['accepted']]);
	const {exitCode, error} = await runCommand(['offers', 'accept', '1', 'to', '--yes'], {app: {...app, get}});
	assert.equal(exitCode, 0, error);
	assert.deepEqual(seen, [[true, 'to'], [true, 'to']]);
	assert.deepEqual((await desk()).offers, []);
});

test('an offer is refused, or its peer blocked, who is not told', async t => {
	const refusing = await prepare(t);
	const {exitCode, error} = await runCommand(['offers', 'refuse', '1'], {app: refusing.app});
	assert.equal(exitCode, 0, error);
	const refused = await refusing.desk();
	assert.deepEqual([refused.offers, refused.replies.map(({answer}) => answer)], [[], ['refused']]);

	const blocking = await prepare(t);
	await runCommand(['offers', 'block', '1'], {app: blocking.app});
	const blocked = await blocking.desk();
	assert.deepEqual([blocked.offers, blocked.replies], [[], []]);
});

test('what can’t be understood is told', async t => {
	const {app, desk} = await prepare(t);
	for (const argv of [['take', '1'], ['accept'], ['refuse', '1', 'to'], ['refuse', '9'], ['accept', '9'], ['block', '-1']]) {
		const {exitCode} = await runCommand(['offers', ...argv], {app});
		assert.equal(exitCode, 2, argv.join(' '));
	}

	assert.equal((await desk()).offers.length, 1);
});

async function prepare(t: TestContext): Promise<{readonly app: FakeApp; readonly desk: () => Promise<OfferDesk>}> {
	const library = await Library.open(await temporaryFolder(t));
	const desk = async (): Promise<OfferDesk> => OfferDesk.open(library);
	const before = await desk();
	await before.take(ben, {
		id: '00'.repeat(16), key, name: 'photos', kind: 'folder', files: 2, bytes: 20, paths: ['a'], more: 1,
	}, {isFromLan: false, time: 0});
	return {
		desk,
		app: {
			meetPeople: async options => PeopleExchange.open({library, connect: unconnected, connectAsSelf: unconnected}, {...options, meets: false}),
		},
	};
}

async function unconnected(): Promise<never> {
	throw new Error('Nothing is to be connected');
}
