import assert from 'node:assert/strict';
import {homedir} from 'node:os';
import path from 'node:path';
import {test} from 'node:test';
import {dataDirectory} from '../../source/library/locations.ts';

test('the data directory is the one asked for, else the variable’s, else the system’s', () => {
	assert.equal(dataDirectory('/a', {FERRY_STORE: '/b'}), path.resolve('/a'));
	assert.equal(dataDirectory('a', {}), path.resolve('a'));
	assert.equal(dataDirectory(undefined, {FERRY_STORE: '/b/../c'}), path.resolve('/c'));
	for (const environment of [{}, {FERRY_STORE: ''}]) {
		const directory = dataDirectory(undefined, environment);
		assert.ok(path.isAbsolute(directory));
		assert.match(directory, /ferry/v);
		assert.notEqual(directory, homedir());
	}
});
