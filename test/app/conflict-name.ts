import assert from 'node:assert/strict';
import {test} from 'node:test';
import {conflictName} from '../../source/app/conflict-name.ts';

const time = new Date(2026, 10, 23, 14, 5, 9).getTime();

test('a conflict’s name tells when the incoming file was shared and who sent it', () => {
	assert.equal(conflictName('/a/report.txt', {time, peer: '1f919303a32c'}, () => false), '/a/report (conflict 2026-11-23 14.05.09 from 1f919303).txt');
	assert.equal(conflictName('/a/report', {time, peer: undefined}, () => false), '/a/report (conflict 2026-11-23 14.05.09)');
});

test('a second conflict of the same version gets a number', () => {
	const taken = new Set(['/a/x (conflict 2026-11-23 14.05.09).txt', '/a/x (conflict 2026-11-23 14.05.09 2).txt']);
	assert.equal(conflictName('/a/x.txt', {time, peer: undefined}, place => taken.has(place)), '/a/x (conflict 2026-11-23 14.05.09 3).txt');
});
