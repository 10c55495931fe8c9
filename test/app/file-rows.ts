import assert from 'node:assert/strict';
import test from 'node:test';
import type {FileRow} from '../../source/app/engine-state.ts';
import {
	fileRow, problemRow, type KnownOfFiles, type Receiving,
} from '../../source/app/file-rows.ts';
import {
	everything, type FileSelection, isMixed, select, selector,
} from '../../source/app/file-selection.ts';
import type {FileProgress} from '../../source/app/received-file.ts';
import type {Entry} from '../../source/feed/entry.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory} from '../helpers/memory-index.ts';

const file = fileEntry('folder/file', 'content');
const folder = directory('folder');
const link: Entry = {
	kind: 'symlink', path: 'link', mtime: 0, target: 'folder',
};
const problems = new Map([['folder/file', 'Left out: a socket']]);

const sharing: KnownOfFiles = {problems: new Map(), isSourceGone: false, receiving: undefined};
const receiving = ({selection = everything, ...change}: Partial<Receiving> & {readonly selection?: FileSelection}, progress?: FileProgress): KnownOfFiles => ({
	problems: new Map(),
	isSourceGone: false,
	receiving: {
		plan: progress && {progressOf: () => progress}, isChosen: selector(selection), isPartly: path => isMixed(selection, path), isComplete: false, ...change,
	},
});

test('a row has the name of its path, its kind and its size', () => {
	assert.deepEqual(fileRow(file, sharing), {
		path: 'folder/file', name: 'file', kind: 'file', size: 7, received: undefined, state: 'here',
	});
	assert.deepEqual(fileRow(folder, sharing), {
		path: 'folder', name: 'folder', kind: 'directory', size: undefined, received: undefined, state: 'here',
	});
	assert.deepEqual(fileRow(link, sharing), {
		path: 'link', name: 'link', kind: 'symlink', size: undefined, received: undefined, state: 'here',
	});
	assert.deepEqual(problemRow('folder/socket', 'Left out: a socket'), {
		path: 'folder/socket', name: 'socket', kind: 'file', size: undefined, received: undefined, state: 'problem', problem: 'Left out: a socket',
	});
});

const only = select([{path: '', isWanted: false}], 'folder/other', true);
const without = select(everything, 'folder', false);
const waiting: FileProgress = {state: 'waiting', received: 0};
const states: ReadonlyArray<readonly [title: string, entry: Entry, known: KnownOfFiles, state: FileRow['state'], received: number | undefined]> = [
	['a file that nothing is here of waits', file, receiving({}, waiting), 'waiting', 0],
	['a file on its way has some bytes', file, receiving({}, {state: 'receiving', received: 3}), 'receiving', 3],
	['a file that is placed is here', file, receiving({}, {state: 'here', received: 7}), 'here', 7],
	['a file that is not wanted is skipped', file, receiving({selection: without}, waiting), 'skipped', 0],
	['also before there is a plan', file, receiving({selection: without}), 'skipped', 0],
	['a file that stays as the user has it is skipped', file, receiving({isComplete: true}, {state: 'skipped', received: 0}), 'skipped', 0],
	['without a plan nothing is known of a file', file, receiving({}), 'unknown', undefined],
	['but a complete share is here', file, receiving({isComplete: true}), 'here', 7],
	['also while its plan is made again', file, receiving({isComplete: true}, waiting), 'here', 7],
	['a newer file is on its way all the same', file, receiving({isComplete: true}, {state: 'receiving', received: 1}), 'receiving', 1],
	['nobody knows of a directory how far it is', folder, receiving({}, waiting), 'unknown', undefined],
	['unless everything is here', folder, receiving({isComplete: true}, waiting), 'here', undefined],
	['or nothing in it is wanted', folder, receiving({selection: without}, waiting), 'skipped', undefined],
	['but something in it may be', folder, receiving({selection: only}, waiting), 'unknown', undefined],
	['a link waits until everything is here', link, receiving({}, waiting), 'waiting', undefined],
	['and is here then', link, receiving({isComplete: true}, waiting), 'here', undefined],
	['nobody says of what is gone that it is here', file, {...sharing, isSourceGone: true}, 'unknown', undefined],
];

for (const [title, entry, known, state, received] of states) {
	test(title, () => {
		const row = fileRow(entry, known);
		assert.deepEqual([row.state, row.received, row.problem], [state, received, undefined]);
		assert.ok(!('problem' in row));
	});
}

test('a problem comes before everything else', () => {
	for (const known of [sharing, receiving({isComplete: true}), receiving({}, {state: 'receiving', received: 3})]) {
		const {state, problem} = fileRow(file, {...known, problems});
		assert.deepEqual([state, problem], ['problem', 'Left out: a socket']);
		assert.notEqual(fileRow(folder, {...known, problems}).state, 'problem');
	}
});
