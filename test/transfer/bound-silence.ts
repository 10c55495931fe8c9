import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {boundSilence} from '../../source/transfer/bound-silence.ts';
import {ManualClock} from '../helpers/manual-clock.ts';
import {connectedStreams, memoryFeed} from '../helpers/memory-feeds.ts';
import {waitFor} from '../helpers/wait-for.ts';

test('who never answers is dropped for it when somebody else is there, who is asked instead', async t => {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: 40}, (_, index) => Buffer.alloc(1000, index)));
	const liar = await memoryFeed(t, source.key);
	const [first, second] = await connectedStreams(t);
	source.replicate(first);
	liar.replicate(second);
	await liar.download({start: 0, end: source.length}).done();
	let asked = 0;
	liar.on('peer-add', peer => {
		peer.onrequest = async () => {
			asked++;
		};
	});
	const copy = await memoryFeed(t, source.key);
	const clock = new ManualClock();
	boundSilence(copy, {patience: 1000, clock});
	const [near, far] = await connectedStreams(t);
	const dropped = new Promise<Error>(resolve => {
		near.once('error', resolve);
	});
	copy.replicate(near);
	liar.replicate(far);
	const silent = await waitFor(copy, 'peer-add', () => copy.peers[0]);
	const block = copy.get(3);
	await clock.next();
	await clock.next();
	assert.ok(copy.peers.includes(silent), 'With nobody else there it is kept');

	const [left, right] = await connectedStreams(t);
	copy.replicate(left);
	source.replicate(right);
	await waitFor(copy, 'peer-add', () => copy.peers[1]);
	assert.equal((await clock.until(dropped)).message, 'The peer sends nothing of what it was asked for');
	assert.deepEqual(await block, Buffer.alloc(1000, 3));
	assert.ok(asked > 0, 'Nobody has asked it');
	assert.equal(left.destroyed, false);
});
