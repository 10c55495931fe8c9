import assert from 'node:assert/strict';
import test from 'node:test';
import Protomux from 'protomux';
import {boundChannels} from '../../source/transfer/bound-channels.ts';
import {connectedStreams} from '../helpers/memory-feeds.ts';
import {roundTrip} from '../helpers/round-trip.ts';

test('who opens more channels than a few that nobody wants loses its connection, with the reason', async t => {
	const [left, right] = await connectedStreams(t);
	boundChannels(left, 3);
	const dropped = new Promise<Error>(resolve => {
		left.once('error', resolve);
	});
	for (let count = 0; count < 4; count++) {
		Protomux.from(right).createChannel({protocol: `made up ${count}`})!.open();
	}

	assert.equal((await dropped).message, 'The peer opens channels without end');
});

test('channels that are wanted, or few, are no reason', async t => {
	const [left, right] = await connectedStreams(t);
	boundChannels(left, 3);
	Protomux.from(left).pair({protocol: 'wanted'}, id => {
		Protomux.from(left).createChannel({protocol: 'wanted', id})!.open();
	});
	for (let count = 0; count < 20; count++) {
		const channel = Protomux.from(right).createChannel({protocol: 'wanted', id: Uint8Array.of(count)})!;
		channel.open();
		assert.ok(await channel.fullyOpened());
	}

	for (let count = 0; count < 3; count++) {
		Protomux.from(right).createChannel({protocol: `made up ${count}`})!.open();
	}

	await roundTrip(left, right);
	assert.equal(left.destroyed, false);
});
