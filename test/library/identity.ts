import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {
	chmod, mkdir, readdir, readFile, stat, writeFile,
} from 'node:fs/promises';
import {test} from 'node:test';
import {loadIdentity} from '../../source/library/identity.ts';
import {runModule} from '../helpers/run-module.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const seed = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';

test('the identity is made once, for its owner only, and stays', async t => {
	const folder = await temporaryFolder(t);
	const first = await loadIdentity(folder);
	assert.equal(first.publicKey.length, 32);
	assert.equal(first.secretKey.length, 64);
	assert.deepEqual(await loadIdentity(folder), first);
	assert.deepEqual(await readdir(folder), ['identity']);
	const {mode} = await stat(`${folder}/identity`);
	assert.equal(mode & 0o777, 0o600);
	assert.match(await readFile(`${folder}/identity`, 'utf8'), /^[\da-f]{64}\n$/v);
});

test('a seed gives the same key for ever', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/identity`, seed);
	// Ed25519's public key of this seed
	const {publicKey} = await loadIdentity(folder);
	assert.equal(Buffer.from(publicKey).toString('hex'), '03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8');
});

test('an identity that others may read is closed to them', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/identity`, `${seed}\n`);
	await chmod(`${folder}/identity`, 0o644);
	await loadIdentity(folder);
	const {mode} = await stat(`${folder}/identity`);
	assert.equal(mode & 0o777, 0o600);
});

test('an identity that can’t be understood is never overwritten', async t => {
	const folder = await temporaryFolder(t);
	for (const text of ['', 'x', seed.slice(1), `${seed}0`, seed.toUpperCase(), `${seed}\n\n`]) {
		await writeFile(`${folder}/identity`, text);
		await assert.rejects(loadIdentity(folder), (error: Error) => {
			assert.equal('code' in error && error.code, 'identity-unreadable');
			assert.ok(!error.message.includes(seed));
			return true;
		});
		assert.equal(await readFile(`${folder}/identity`, 'utf8'), text);
	}
});

test('an identity that is a directory, or has no directory, is a failure that is explained', async t => {
	const folder = await temporaryFolder(t);
	await assert.rejects(loadIdentity(`${folder}/none`), {code: 'store-unusable'});
	await mkdir(`${folder}/identity`);
	await assert.rejects(loadIdentity(folder), {code: 'identity-unreadable'});
});

test('however many ask first, in one process and another, all get the same identity', async t => {
	const folder = await temporaryFolder(t);
	const code = `
		import {loadIdentity} from ${JSON.stringify(new URL('../../source/library/identity.ts', import.meta.url).href)};
		const identities = await Promise.all(Array.from({length: 8}, () => loadIdentity(${JSON.stringify(folder)})));
		process.send(identities.map(identity => Buffer.from(identity.publicKey).toString('hex')), () => process.disconnect());
	`;
	const keysElsewhere = async () => {
		const [keys]: string[][] = await once(runModule(t, code), 'message');
		assert.ok(keys);
		return keys;
	};

	const lists = await Promise.all([keysElsewhere(), keysElsewhere()]);
	const keys = lists.flat();
	assert.equal(keys.length, 16);
	assert.equal(new Set(keys).size, 1);
	assert.deepEqual(await readdir(folder), ['identity']);
});
