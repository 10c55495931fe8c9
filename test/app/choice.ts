import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
	all, isSameChoice, letGo, resolveChoice, toggleChoice, wantedBy, type FileChoice,
} from '../../source/app/choice.ts';
import {chooser} from '../../source/app/choose-files.ts';
import {everything} from '../../source/app/file-selection.ts';

const rules = (...texts: readonly string[]): FileChoice['selection'] => texts.map(text => ({path: text.slice(1), isWanted: text.startsWith('+')}));
const texts: FileChoice = {only: ['**/*.txt'], selection: everything};
const picked: FileChoice = {only: [], selection: rules('-', '+a')};

const wishes: ReadonlyArray<readonly [title: string, wish: Parameters<typeof resolveChoice>[0], earlier: FileChoice | undefined, choice: FileChoice]> = [
	['without a word everything is wanted at first', {only: []}, undefined, all],
	['and later what was chosen', {only: []}, texts, texts],
	['also what was ticked', {only: []}, picked, picked],
	['globs choose', {only: ['*.a']}, undefined, {only: ['*.a'], selection: everything}],
	['and choose anew', {only: ['*.a']}, texts, {only: ['*.a'], selection: everything}],
	['also when files were ticked', {only: ['*.a']}, picked, {only: ['*.a'], selection: everything}],
	['** is everything again', {only: ['**']}, texts, all],
	['also with a slash, and beside others', {only: ['*.a', '**/']}, picked, all],
	['a selection takes the place of globs', {only: [], selection: rules('-', '+b')}, texts, {only: [], selection: rules('-', '+b')}],
	['a mirror has everything', {only: [], mirror: true}, texts, all],
];

for (const [title, wish, earlier, choice] of wishes) {
	test(title, () => {
		assert.deepEqual(resolveChoice(wish, earlier), choice);
	});
}

test('choices are the same that say the same', () => {
	assert.ok(isSameChoice(all, {only: [], selection: []}));
	assert.ok(isSameChoice({only: ['a', 'b/'], selection: []}, {only: ['b', 'a'], selection: everything}));
	assert.ok(isSameChoice({only: [], selection: rules('-', '+a', '+b')}, {only: [], selection: rules('+b', '-', '+a')}));
	assert.ok(!isSameChoice(all, texts));
	assert.ok(!isSameChoice(all, picked));
	assert.ok(!isSameChoice(picked, {only: [], selection: rules('-', '-a')}));
});

test('what a choice leaves out stays, unless it is said that it goes', () => {
	const before = {...texts, unpicked: 'none'} as const;
	assert.equal(letGo(undefined, texts, true), 'none');
	assert.equal(letGo(before, texts, false), 'none');
	assert.equal(letGo(before, picked, false), 'keep');
	assert.equal(letGo(before, picked, true), 'delete');
	assert.equal(letGo(before, texts, true), 'delete', 'also what an earlier choice has left');
	assert.equal(letGo({...before, unpicked: 'delete'}, texts, false), 'delete', 'what was begun is finished');
	assert.equal(letGo({...before, unpicked: 'delete'}, picked, false), 'keep');
});

const marks: ReadonlyArray<readonly [choice: FileChoice, path: string, kind: 'file' | 'directory', wanted: 'all' | 'part' | 'nothing']> = [
	[all, '', 'directory', 'all'],
	[all, 'a/b', 'file', 'all'],
	[picked, '', 'directory', 'part'],
	[picked, 'a', 'directory', 'all'],
	[picked, 'b', 'directory', 'nothing'],
	[texts, '', 'directory', 'part'],
	[texts, 'b', 'directory', 'part'],
	[texts, 'b/a.txt', 'file', 'all'],
	[texts, 'b/a.jpg', 'file', 'nothing'],
	[{only: ['b'], selection: []}, 'b', 'directory', 'all'],
	[{only: ['b'], selection: []}, 'b/c', 'directory', 'all'],
	[{...texts, selection: rules('+', '-b')}, 'b', 'directory', 'nothing'],
	[{...texts, selection: rules('+', '-b')}, 'b/a.txt', 'file', 'nothing'],
	[{...texts, selection: rules('+', '+b/a.jpg')}, 'b/a.jpg', 'file', 'all'],
];

for (const [choice, path, kind, wanted] of marks) {
	test(`of “${path}” ${wanted} is wanted by ${JSON.stringify(choice.only)} and ${choice.selection.map(rule => `${rule.isWanted ? '+' : '-'}${rule.path}`).join(' ')}`, () => {
		assert.equal(wantedBy(choice)(path, kind), wanted);
	});
}

test('whatever is toggled is wanted or not afterwards, whatever the globs say', () => {
	for (const before of [all, texts, picked, {...texts, selection: rules('+', '-b')}]) {
		for (const [path, kind] of [['a', 'directory'], ['a/x.txt', 'file'], ['b', 'directory'], ['b/y.jpg', 'file'], ['c.txt', 'file'], ['', 'directory']] as const) {
			const wasAll = wantedBy(before)(path, kind) === 'all';
			const after = toggleChoice(before, path, kind);
			assert.equal(wantedBy(after)(path, kind), wasAll ? 'nothing' : 'all', JSON.stringify([before, path, after]));
			const again = toggleChoice(after, path, kind);
			assert.equal(wantedBy(again)(path, kind), wasAll ? 'all' : 'nothing');
		}
	}
});

test('a folder that is picked has what is new in it, one that is not hasn’t', () => {
	const {only, selection} = toggleChoice(toggleChoice(toggleChoice(all, '', 'directory'), 'whole', 'directory'), 'partly/one', 'file');
	const isChosen = chooser(only, selection);
	assert.deepEqual(['whole/new', 'whole/new/deeper', 'partly/one', 'partly/new', 'new'].filter(path => isChosen(path)), ['whole/new', 'whole/new/deeper', 'partly/one']);
});
