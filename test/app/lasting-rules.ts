import assert from 'node:assert/strict';
import {rm, writeFile} from 'node:fs/promises';
import test from 'node:test';
import type {FerryEvent} from '../../source/app/events.ts';
import {lastingRules} from '../../source/app/lasting-rules.ts';
import {loadIgnoreRules} from '../../source/folder/ignore-rules.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('rules whose file is gone hold until it is back, which is said once each time', async t => {
	const ignoreFile = `${await temporaryFolder(t)}/rules`;
	const events: FerryEvent[] = [];
	const load = lastingRules(async () => loadIgnoreRules({ignoreFile, gitignore: false, enabled: true}), event => {
		events.push(event);
	});
	const isIgnored = async (path: string): Promise<boolean> => {
		const rules = await load();
		return rules.reason(path, false) !== undefined;
	};

	await assert.rejects(load(), {code: 'path-missing'});
	assert.equal(events.length, 0);
	await writeFile(ignoreFile, '*.log');
	assert.equal(await isIgnored('a.log'), true);
	await rm(ignoreFile);
	for (let time = 0; time < 3; time++) {
		assert.equal(await isIgnored('a.log'), true);
	}

	assert.deepEqual(events.map(event => event.type === 'warning' && event.code), ['rules-away']);
	assert.match(JSON.stringify(events), /There is no ignore file .* hold until it is back/v);
	await writeFile(ignoreFile, '*.txt');
	assert.deepEqual([await isIgnored('a.log'), await isIgnored('a.txt')], [false, true]);
	await rm(ignoreFile);
	assert.equal(await isIgnored('a.txt'), true);
	assert.equal(events.length, 2);
});
