import assert from 'node:assert/strict';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {person} from '../helpers/person.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('while another share has this computer’s key, what is offered to a contact is told by that one, and so is the answer', async t => {
	const {ben, share} = await prepare(t);
	const first = share('first');
	await first.event('announced');
	const second = share('second', ['--to', ben.key]);
	await ben.until(({desk}) => desk.offers.length === 1);
	assert.deepEqual(ben.people.desk.offers.map(({name}) => name), ['second']);
	await second.event('sent-offer', ({status}) => status === 'received');
	await ben.people.change(async () => ben.people.desk.answer(ben.people.desk.offers[0]!.id, 'refused'));
	await second.event('sent-offer', ({status}) => status === 'refused');
	assert.deepEqual(first.events.filter(({type}) => type === 'sent-offer'), [], 'the other one says nothing of it');
});

test('two shares that offer something at once both reach the contact', async t => {
	const {ben, share} = await prepare(t);
	const first = share('first', ['--to', ben.key]);
	await first.event('announced');
	share('second', ['--to', ben.key]);
	await ben.until(({desk}) => desk.offers.length === 2);
	assert.deepEqual(ben.people.desk.offers.map(({name}) => name).toSorted(), ['first', 'second']);
});

test('when the process that has this computer’s key ends, the other one tells what it offers itself', async t => {
	const {ben, share} = await prepare(t);
	const first = share('first');
	await first.event('announced');
	await ben.close();
	const second = share('second', ['--to', ben.key]);
	await second.event('sent-offer', ({status}) => status === 'waiting');
	first.kill('SIGINT');
	await first.ended;
	const again = await person(t, {bootstrap: ben.bootstrap, store: ben.store});
	await again.until(({desk}) => desk.offers.some(({name}) => name === 'second'));
	await second.event('sent-offer', ({status}) => status === 'received');
});

async function prepare(t: TestContext) {
	const {bootstrap} = await localTestnet(t);
	const root = await temporaryFolder(t);
	await writeTree(root, {'first/a': 'a', 'second/b': 'b'});
	const start = (arguments_: readonly string[]) => startFerry(t, [...arguments_, '--json', '--store', path.join(root, 'store')], {env: {FERRY_BOOTSTRAP: bootstrap.join(',')}});
	const id = start(['id']);
	await id.ended;
	const {key}: {readonly key: string} = JSON.parse(id.stdout);
	const ben = await person(t, {bootstrap});
	await ben.add({key}, 'Ann');
	return {
		ben: {...ben, bootstrap},
		share: (name: string, options: readonly string[] = []) => start(['share', path.join(root, name), ...options]),
	};
}
