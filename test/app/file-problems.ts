import assert from 'node:assert/strict';
import test from 'node:test';
import {noteProblem} from '../../source/app/file-problems.ts';
import type {FerryEvent} from '../../source/app/events.ts';
import {everyEvent} from '../helpers/every-event.ts';

const version: FerryEvent = {
	type: 'version', version: 2, files: 1, bytes: 1, leftOut: 0, changed: true,
};

function after(...events: readonly FerryEvent[]): Array<readonly [string, string]> {
	const problems = new Map<string, string>();
	for (const event of events) {
		noteProblem(problems, event);
	}

	return [...problems];
}

test('what can’t be carried or created is a problem, with the reason', () => {
	assert.deepEqual(after(
		{type: 'left-out', path: 'a', reason: 'socket'},
		{type: 'not-created', path: 'b', reason: 'collides'},
		{type: 'not-created', path: 'c', reason: 'new-reason'},
		version,
	), [
		['a', 'Left out: a socket'],
		['b', 'Not created: this disk takes its name for another file’s'],
		['c', 'Not created: new-reason'],
	]);
});

test('a file that changes is a problem until the next version', () => {
	const changes: FerryEvent[] = [
		{type: 'source-changed', path: 'a', change: 'changed'},
		{type: 'source-changed', path: 'b', change: 'gone'},
		{type: 'left-out', path: 'c', reason: 'changing'},
	];
	assert.deepEqual(after(...changes).map(([path]) => path), ['a', 'b', 'c']);
	assert.deepEqual(after(...changes, version), [['c', 'Left out: it changed every time it was read']]);
});

test('what the share no longer has is no problem', () => {
	assert.deepEqual(after({type: 'not-created', path: 'a', reason: 'collides'}, {type: 'gone', path: 'a'}), []);
});

test('other events are no problems of files', () => {
	const others = Object.values(everyEvent).filter(({type}) => !['left-out', 'not-created', 'source-changed'].includes(type));
	assert.deepEqual(after(...others), []);
});
