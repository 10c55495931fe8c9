import assert from 'node:assert/strict';
import {test} from 'node:test';
import {placeOf} from '../../source/app/place-of.ts';
import {recordDefaults, type ShareRecord} from '../../source/library/record.ts';
import {KnownFiles} from '../../source/storage/known-files.ts';
import {openDatabase} from '../helpers/database.ts';

const record = (change: Partial<ShareRecord>): ShareRecord => ({
	...recordDefaults,
	format: 1,
	key: '00'.repeat(32),
	direction: 'sharing',
	kind: 'folder',
	name: 'name',
	roots: [],
	directory: null,
	only: [],
	existing: 'keep-both',
	keepHistory: false,
	created: 0,
	version: 1,
	complete: true,
	files: 1,
	bytes: 1,
	...change,
});

test('what was received stands in the destination, under the name that it got', t => {
	const known = new KnownFiles(openDatabase(t).sql);
	known.set('a/b', {placedAs: 'a/b (2)', signature: undefined});
	known.set('c', {placedAs: undefined, signature: undefined});
	const received = record({direction: 'receiving', directory: '/destination'});
	assert.equal(placeOf('a/b', received, known), '/destination/a/b (2)');
	assert.equal(placeOf('c', received, known), '/destination/c');
	assert.equal(placeOf('unknown/d', received, known), '/destination/unknown/d');
});

test('what is shared stands where it was shared from', t => {
	const known = new KnownFiles(openDatabase(t).sql);
	const folder = record({roots: [{name: '', place: '/home/me/photos'}]});
	assert.equal(placeOf('a/b', folder, known), '/home/me/photos/a/b');
	const file = record({kind: 'file', roots: [{name: 'a.txt', place: '/home/me/real.txt'}]});
	assert.equal(placeOf('a.txt', file, known), '/home/me/real.txt');
	const several = record({kind: 'several', roots: [{name: 'a', place: '/one/x'}, {name: 'a.txt', place: '/two/a.txt'}]});
	assert.equal(placeOf('a', several, known), '/one/x');
	assert.equal(placeOf('a/b/c', several, known), '/one/x/b/c');
	assert.equal(placeOf('a.txt', several, known), '/two/a.txt');
	assert.equal(placeOf('ab', several, known), undefined);
});
