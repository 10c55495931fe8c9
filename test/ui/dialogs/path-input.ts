import assert from 'node:assert/strict';
import test from 'node:test';
import {
	canComplete, changePath, lastName, onePath, type PathChange, type PathInput, pathInput, severalPaths,
} from '../../../source/ui/dialogs/path-input.ts';

const holidays = ['~/Holiday 2025/', '~/Holiday 2026/', '~/Holiday.txt'];

function after(text: string, ...changes: readonly PathChange[]): PathInput {
	let input = pathInput({text, syntax: onePath});
	for (const change of changes) {
		input = changePath(input, change);
	}

	return input;
}

function found(text: string, candidates: readonly string[], isCut = false): PathChange {
	return {
		kind: 'found', text, part: {head: '', path: text}, candidates, isCut,
	};
}

test('completing takes what all candidates have in common, and the chosen one where there is one', () => {
	const cases: ReadonlyArray<readonly [name: string, input: PathInput, text: string]> = [
		['common start', after('~/H', found('~/H', holidays)), '~/Holiday'],
		['nothing in common', after('~/', found('~/', ['~/a/', '~/b'])), '~/'],
		['only one', after('~/H', found('~/H', ['~/Holiday/'])), '~/Holiday/'],
		['none', after('~/x', found('~/x', [])), '~/x'],
		['chosen', after('~/H', found('~/H', holidays), {kind: 'move', by: 1}, {kind: 'move', by: 1}), '~/Holiday 2026/'],
		['more than are known', after('~/H', found('~/H', holidays, true)), '~/H'],
		['half an emoji in common', after('', found('', ['🎙', '🎚'])), ''],
	];
	for (const [name, input, text] of cases) {
		assert.equal(changePath(input, {kind: 'complete'}).text, text, name);
		assert.equal(canComplete(input), text !== input.text, name);
	}
});

test('completing waits for the candidates of the text that is there', () => {
	const waiting = after('~/', found('~/', ['~/Holiday/', '~/Music/']), {kind: 'type', text: '~/M'}, {kind: 'complete'});
	assert.ok(canComplete(waiting));
	assert.equal(waiting.text, '~/M');
	assert.equal(changePath(waiting, found('~/', ['~/Holiday/'])).text, '~/M', 'what was found for another text is nothing');
	assert.equal(changePath(waiting, found('~/M', ['~/Music/'])).text, '~/Music/');
	const given = changePath(changePath(waiting, {kind: 'type', text: '~/Mu'}), found('~/Mu', ['~/Music/']));
	assert.equal(given.text, '~/Mu', 'whoever types on completes anew');
});

test('candidates that still fit stay while others are looked up', () => {
	const input = after('~/', found('~/', holidays), {kind: 'type', text: '~/Holiday 2025/'});
	assert.deepEqual(input.candidates, []);
	assert.deepEqual(after('~/', found('~/', holidays), {kind: 'type', text: '~/Holiday 2'}).candidates, holidays.slice(0, 2));
});

test('moving goes through the candidates and back to the text', () => {
	const chosen = (...moves: ReadonlyArray<1 | -1>): number | undefined => after('~/H', found('~/H', holidays), ...moves.map(by => ({kind: 'move', by}) as const)).chosen;
	assert.deepEqual([chosen(1), chosen(1, 1), chosen(1, 1, 1, 1), chosen(1, -1), chosen(-1)], [0, 1, 2, undefined, undefined]);
	assert.equal(after('', {kind: 'move', by: 1}).chosen, undefined);
});

test('a path is known by its last name', () => {
	assert.deepEqual(['~/Music/', '~/Music/a.ogg', 'a', '/', 'C:\\Users\\'].map(path => lastName(path)), ['Music/', 'a.ogg', 'a', '/', 'Users\\']);
});

test('among several paths the last one is completed, quoted so that it can be told from the others', () => {
	const text = '~/Music ~/My';
	const found = changePath(pathInput({text, syntax: severalPaths}), {
		kind: 'found', text, part: {head: '~/Music ', path: '~/My'}, candidates: ['~/My Pictures/', '~/My Podcasts/'], isCut: false,
	});
	const completed = changePath(found, {kind: 'complete'});
	assert.equal(completed.text, severalPaths.write('~/My P').replace(/^/v, '~/Music '));
	assert.deepEqual(completed.candidates, ['~/My Pictures/', '~/My Podcasts/'], 'what still fits stays');
	assert.deepEqual(changePath(completed, {kind: 'type', text: `${completed.text}i`}).candidates, ['~/My Pictures/']);
	const taken = changePath(changePath(completed, {kind: 'move', by: 1}), {kind: 'complete'});
	assert.equal(taken.text, `~/Music ${severalPaths.write('~/My Pictures/')}`);
	assert.deepEqual(changePath(taken, {kind: 'type', text: `${taken.text} `}).candidates, []);
});
