import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {raw} from 'compact-encoding';
import fc from 'fast-check';
import Protomux from 'protomux';
import {
	RouteChannel, routeOfferEncoding, whenAskedForRoutes, type RouteOffer,
} from '../../source/transfer/route-channel.ts';
import {connectedStreams} from '../helpers/memory-feeds.ts';
import {roundTrip} from '../helpers/round-trip.ts';
import {checkEncoding} from '../helpers/wire.ts';

const offer: RouteOffer = {port: 4000, addresses: ['192.0.2.1', '2001:db8::1']};

test('each side hears where the other can be dialled, whichever begins', async t => {
	const [left, right] = await connectedStreams(t);
	const heard = Promise.withResolvers<RouteOffer>();
	const answered = Promise.withResolvers<RouteOffer>();
	whenAskedForRoutes(right, () => {
		new RouteChannel(right, heard.resolve).say({port: 0, addresses: []});
	});
	new RouteChannel(left, answered.resolve).say(offer);
	assert.deepEqual(await heard.promise, offer);
	assert.deepEqual(await answered.promise, {port: 0, addresses: []});
});

test('only the first offer counts, and of very many addresses the first ones', async t => {
	const [left, right] = await connectedStreams(t);
	const heard: RouteOffer[] = [];
	whenAskedForRoutes(right, () => new RouteChannel(right, said => heard.push(said)));
	const channel = new RouteChannel(left, () => undefined);
	channel.say({port: 1, addresses: Array.from({length: 40}, (_, index) => `192.0.2.${index}`)});
	channel.say(offer);
	await roundTrip(left, right);
	assert.deepEqual(heard.map(({port, addresses}) => [port, addresses.length]), [[1, 16]]);
});

test('who doesn’t know of routes is left in peace', async t => {
	const [left, right] = await connectedStreams(t);
	new RouteChannel(left, () => assert.fail()).say(offer);
	await roundTrip(left, right);
	assert.equal(left.destroyed, false);
});

for (const [title, bytes] of [
	['an offer that ends too early', [4, 3, 200]],
	['more addresses than a computer has', [4, 200]],
	['an address that is too long', [4, 1, 60, ...Buffer.alloc(60, 'a')]],
	['an address of absurd length', [4, 1, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
	['nothing at all', []],
] as const) {
	test(`${title} ends the connection, and not the program`, async t => {
		const [left, right] = await connectedStreams(t);
		whenAskedForRoutes(right, () => new RouteChannel(right, () => assert.fail()));
		const closed = new Promise<void>(resolve => {
			right.once('close', resolve);
		});
		const channel = Protomux.from(left).createChannel({protocol: 'hyperferry/route'});
		const message = channel!.addMessage({encoding: raw});
		channel!.open();
		message.send(Uint8Array.from(bytes));
		await closed;
	});
}

test('every offer comes back from its bytes, and any others end no program', () => {
	const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({maxLength: 45}));
	const offers = fc.record({port: fc.nat(0xFF_FF), addresses: fc.array(address, {maxLength: 16})}, {noNullPrototype: true});
	checkEncoding(routeOfferEncoding, offers, ({port, addresses}) => {
		assert.ok(Number.isSafeInteger(port) && port >= 0);
		assert.ok(addresses.length <= 16 && addresses.every(({length}) => length <= 45));
	});
});
