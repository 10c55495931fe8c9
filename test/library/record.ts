import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
	parseRecord, serializeRecord, type ShareRecord, recordDefaults,
} from '../../source/library/record.ts';

const record: ShareRecord = {
	...recordDefaults,
	format: 1,
	key: 'ab'.repeat(32),
	direction: 'receiving',
	kind: 'folder',
	name: 'odd\n“name”',
	roots: [],
	directory: '/home/me/odd',
	only: ['*.jpg'],
	existing: 'keep-both',
	keepHistory: false,
	created: 1_700_000_000_000,
	version: 3,
	complete: true,
	files: 12,
	bytes: 3400,
};

test('a record survives being written', () => {
	assert.deepEqual(parseRecord(serializeRecord(record), 'file'), record);
	const sharing: ShareRecord = {
		...record, direction: 'sharing', roots: [{name: '', place: '/home/me/😀'}], directory: null,
	};
	assert.deepEqual(parseRecord(serializeRecord(sharing), 'file'), sharing);
});

test('anything else is refused by the name of its file, without what it holds', () => {
	const table: ReadonlyArray<[string, unknown]> = [
		['format', 0],
		['format', '1'],
		['key', 'ab'],
		['key', record.key.toUpperCase()],
		['direction', 'both'],
		['kind', 'disk'],
		['name', 5],
		['roots', {}],
		['roots', [{name: ''}]],
		['roots', [null]],
		['directory', 0],
		['only', 'all'],
		['only', [1]],
		['existing', 'ask'],
		['keepHistory', 1],
		['created', -1],
		['version', 1.5],
		['complete', 'yes'],
		['files', '1'],
		['bytes', null],
		['bytes', undefined],
	];
	const texts = table.map(([field, value]) => JSON.stringify({...record, [field]: value}));
	for (const text of [...texts, '', '{', 'null', '[]', '1', serializeRecord(record).slice(0, -3)]) {
		assert.throws(() => parseRecord(text, '/data/share.json'), (error: Error) => {
			assert.equal('code' in error && error.code, 'store-unusable', text);
			assert.ok(error.message.includes('/data/share.json'));
			assert.ok(!error.message.includes(record.key));
			return true;
		});
	}
});

test('a record of a newer format says so', () => {
	assert.throws(() => parseRecord(JSON.stringify({...record, format: 2}), 'file'), /newer version/v);
});

test('fields that came later are no reason to refuse', () => {
	assert.equal(parseRecord(JSON.stringify({...record, colour: 'blue'}), 'file').name, record.name);
});
