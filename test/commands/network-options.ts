import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import type {AppOptions} from '../../source/app/app.ts';
import {networkOptions, type Defaults} from '../../source/commands/network-options.ts';

const none = {
	bootstrap: [], store: undefined, tcp: true, lan: true, lanOnly: false, relayThrough: undefined,
};
const nowhere: Defaults = {environment: {}, config: {}};

test('a DHT node is a host and a port', () => {
	const bootstrap = ['127.0.0.1:1', 'node.example.org:65535', '10.0.0.1@node.example.org:49737'];
	assert.deepEqual(networkOptions({...none, bootstrap}, 'get', nowhere), {store: undefined, bootstrap});
	for (const address of ['', 'host', 'host:', ':1', 'host:0', 'host:65536', 'host:1e3', 'host:-1', 'host:1.5', 'host: 1', 'a:b:1', 'http://host:1']) {
		assert.throws(() => {
			networkOptions({...none, bootstrap: ['127.0.0.1:1', address]}, 'get', nowhere);
		}, {code: 'usage', hint: 'See: ferry get --help'}, address);
	}
});

test('what is not said is left to ferry, and what is said is taken over', () => {
	assert.deepEqual(networkOptions({...none, store: 'here'}, 'get', nowhere), {store: 'here', bootstrap: []});
	assert.deepEqual(networkOptions({...none, tcp: false}, 'get', nowhere), {store: undefined, bootstrap: [], tcp: false});
	assert.deepEqual(networkOptions({...none, lan: false}, 'get', nowhere), {store: undefined, bootstrap: [], lan: 'off'});
	assert.deepEqual(networkOptions({...none, limitDown: '1k'}, 'get', nowhere), {store: undefined, bootstrap: [], limits: {upload: undefined, download: 1000}});
	assert.deepEqual(networkOptions({...none, lanOnly: true}, 'get', nowhere), {store: undefined, bootstrap: [], lan: 'only'});
});

test('a relay is a key', () => {
	const key = 'ab'.repeat(32);
	assert.deepEqual(networkOptions({...none, relayThrough: key}, 'get', nowhere), {store: undefined, bootstrap: [], relayThrough: Buffer.from(key, 'hex')});
	for (const wrong of ['', 'ab', 'xy'.repeat(32), `${key}0`]) {
		assert.throws(() => networkOptions({...none, relayThrough: wrong}, 'get', nowhere), {code: 'usage'});
	}
});

test('the local network alone goes without a DHT, and with TCP', () => {
	for (const wrong of [{lan: false}, {tcp: false}, {bootstrap: ['127.0.0.1:1']}]) {
		assert.throws(() => {
			networkOptions({...none, lanOnly: true, ...wrong}, 'share', nowhere);
		}, {code: 'usage', hint: 'See: ferry share --help'});
	}
});

const key = 'ab'.repeat(32);
const merged: ReadonlyArray<readonly [title: string, flags: Partial<Parameters<typeof networkOptions>[0]>, defaults: Partial<Defaults>, options: Partial<AppOptions>]> = [
	['the config file is followed', {}, {
		config: {
			bootstrap: ['10.0.0.1:1'], relayThrough: key, tcp: false, lan: 'off', limits: {up: 5},
		},
	}, {
		bootstrap: ['10.0.0.1:1'], relayThrough: Buffer.from(key, 'hex'), tcp: false, lan: 'off', limits: {upload: 5, download: undefined},
	}],
	['the environment goes before the config file', {}, {environment: {FERRY_BOOTSTRAP: '10.0.0.2:2, 10.0.0.3:3'}, config: {bootstrap: ['10.0.0.1:1']}}, {bootstrap: ['10.0.0.2:2', '10.0.0.3:3']}],
	['an option goes before both', {bootstrap: ['10.0.0.4:4']}, {environment: {FERRY_BOOTSTRAP: '10.0.0.2:2'}, config: {bootstrap: ['10.0.0.1:1']}}, {bootstrap: ['10.0.0.4:4']}],
	['an empty variable is none', {}, {environment: {FERRY_BOOTSTRAP: ''}, config: {bootstrap: ['10.0.0.1:1']}}, {bootstrap: ['10.0.0.1:1']}],
	['another relay takes its place', {relayThrough: 'cd'.repeat(32)}, {config: {relayThrough: key}}, {relayThrough: Buffer.from('cd'.repeat(32), 'hex')}],
	['the local network alone can be configured', {}, {config: {lan: 'only'}}, {lan: 'only'}],
	['whoever names nodes of a DHT wants one', {bootstrap: ['10.0.0.4:4']}, {config: {lan: 'only'}}, {bootstrap: ['10.0.0.4:4']}],
	['it can be left out where it was to be used alone', {lan: false}, {config: {lan: 'only'}}, {lan: 'off'}],
	['a limit takes the place of the one of its direction', {limitUp: '7'}, {config: {limits: {up: 5, down: 6}}}, {limits: {upload: 7, download: 6}}],
	['limits need not hold in the local network', {limitExceptLan: true}, {}, {limits: {upload: undefined, download: undefined, exceptLan: true}}],
	['and 0 lifts it', {limitUp: '0'}, {config: {limits: {up: 5}}}, {}],
];
for (const [title, flags, defaults, options] of merged) {
	test(title, () => {
		assert.deepEqual(networkOptions({...none, ...flags}, 'get', {...nowhere, ...defaults}), {store: undefined, bootstrap: [], ...options});
	});
}

test('a variable that can’t be understood is named, and so is what the file excludes', () => {
	assert.throws(() => networkOptions(none, 'get', {...nowhere, environment: {FERRY_BOOTSTRAP: ' , '}}), {code: 'usage', message: /^FERRY_BOOTSTRAP is set, but/v});
	assert.throws(() => networkOptions(none, 'get', {...nowhere, environment: {FERRY_BOOTSTRAP: 'here'}}), {code: 'usage', message: /^FERRY_BOOTSTRAP .*not here\.$/v});
	assert.throws(() => networkOptions({...none, tcp: false}, 'get', {...nowhere, config: {lan: 'only'}}), {code: 'usage', message: /config file/v});
	assert.throws(() => networkOptions({...none, lanOnly: true}, 'get', {...nowhere, config: {tcp: false}}), {code: 'usage', message: /config file/v});
});
