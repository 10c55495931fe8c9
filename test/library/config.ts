import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {loadConfig, parseConfig, type Config} from '../../source/library/config.ts';
import {configFile} from '../../source/library/locations.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const key = 'ab'.repeat(32);

const good: ReadonlyArray<readonly [title: string, text: string, config: Config]> = [
	['an empty file says nothing', ' \n', {}],
	['neither does an empty object', '{}', {}],
	['nodes of a DHT are a list', '{"bootstrap": ["10.0.0.1:49737", "node.example:1"]}', {bootstrap: ['10.0.0.1:49737', 'node.example:1']}],
	['or one of them', '{"bootstrap": "10.0.0.1:49737"}', {bootstrap: ['10.0.0.1:49737']}],
	['a relay is a key', `{"relayThrough": "${key}"}`, {relayThrough: key}],
	['TCP can be left out', '{"tcp": false}', {tcp: false}],
	['so can the local network', '{"lan": false}', {lan: 'off'}],
	['or all else', '{"lan": "only"}', {lan: 'only'}],
	['limits are sizes or numbers, and 0 is none', '{"limits": {"up": "1.5MiB", "down": 0}}', {limits: {up: 1_572_864}}],
	['limits need not hold in the local network', '{"limits": {"exceptLan": true}}', {limits: {exceptLan: true}}],
	['a number is bytes', '{"limits": {"down": 500000}}', {limits: {down: 500_000}}],
];
for (const [title, text, config] of good) {
	test(title, () => {
		assert.deepEqual(parseConfig(text, 'file'), config);
	});
}

const bad: ReadonlyArray<readonly [field: string, text: string, message: RegExp]> = [
	['what is no JSON', '{', /“file”: is not JSON/v],
	['a list', '[]', /object/v],
	['null', 'null', /object/v],
	['an unknown field', '{"bootstrp": []}', /: bootstrp is no field/v],
	['a node without a port', '{"bootstrap": ["10.0.0.1"]}', /: bootstrap has to be/v],
	['nodes that are no text', '{"bootstrap": [1]}', /: bootstrap has to be/v],
	['a relay that is no key', '{"relayThrough": "ab"}', /: relayThrough has to be/v],
	['tcp as text', '{"tcp": "no"}', /: tcp has to be/v],
	['another lan', '{"lan": "on"}', /: lan has to be/v],
	['limits that are no object', '{"limits": 5}', /: limits has to be/v],
	['an unknown limit', '{"limits": {"upload": 5}}', /: limits\.upload is no field/v],
	['a limit that is no size', '{"limits": {"up": "fast"}}', /: limits\.up has to be/v],
	['a limit of nothing', '{"limits": {"up": ""}}', /: limits\.up has to be/v],
	['an exception that is neither yes nor no', '{"limits": {"exceptLan": 1}}', /: limits\.exceptLan has to be/v],
	['a limit below nothing', '{"limits": {"down": -5}}', /: limits\.down has to be/v],
	['the local network alone, with a DHT', '{"lan": "only", "bootstrap": "10.0.0.1:1"}', /lan is "only"/v],
	['the local network alone, without TCP', '{"lan": "only", "tcp": false}', /lan is "only"/v],
];
for (const [what, text, message] of bad) {
	test(`${what} is refused by its name`, () => {
		assert.throws(() => parseConfig(text, 'file'), {code: 'config-unreadable', message});
	});
}

test('the file is the one that the variable names, which has to be there, or else the usual one, which need not', async t => {
	const folder = await temporaryFolder(t);
	const file = path.join(folder, 'mine.json');
	await assert.rejects(loadConfig({FERRY_CONFIG: file}), {code: 'config-unreadable', message: /ENOENT/v});
	await writeFile(file, '{"tcp": false}');
	assert.deepEqual(await loadConfig({FERRY_CONFIG: file}), {tcp: false});
	const usual = configFile({FERRY_CONFIG: ''});
	assert.equal(usual.isAsked, false);
	assert.ok(path.isAbsolute(usual.file));
	assert.match(usual.file, /ferry.*config\.json$/v);
});
