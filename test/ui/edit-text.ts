import assert from 'node:assert/strict';
import test from 'node:test';
import {editText, insertText} from '../../source/ui/edit-text.ts';

/** `|` is where the cursor stands. */
function edit(before: string, key: string, typed = ''): string | undefined {
	const cursor = [...new Intl.Segmenter().segment(before.slice(0, before.indexOf('|')))].length;
	const edited = editText({text: before.replace('|', ''), cursor}, key, typed);
	if (edited === undefined) {
		return undefined;
	}

	const characters = Array.from(new Intl.Segmenter().segment(edited.text), ({segment}) => segment);
	return characters.toSpliced(edited.cursor, 0, '|').join('');
}

test('keys edit a text', () => {
	const cases: ReadonlyArray<readonly [before: string, key: string, after: string]> = [
		['ab|c', 'left', 'a|bc'],
		['|abc', 'left', '|abc'],
		['abc|', 'right', 'abc|'],
		['ab|c', 'home', '|abc'],
		['ab|c', 'end', 'abc|'],
		['ab|c', 'backspace', 'a|c'],
		['ab|c', 'delete', 'ab|'],
		['👨‍👩‍👧|', 'backspace', '|'],
		['/home/ada|', 'ctrl+w', '/home/|'],
		['/home/|', 'ctrl+w', '/|'],
		['one two|', 'ctrl+left', 'one |two'],
		['|one two', 'ctrl+right', 'one| two'],
		['ab|c', 'ctrl+u', '|c'],
		['ab|c', 'ctrl+k', 'ab|'],
	];
	for (const [before, key, after] of cases) {
		assert.equal(edit(before, key), after, `${before} ${key}`);
	}
});

test('what is typed goes in at the cursor, and other keys are left to others', () => {
	assert.equal(edit('a|c', 'b', 'b'), 'ab|c');
	assert.equal(edit('e|', '\u{301}', '\u{301}'), 'e\u{301}|');
	assert.equal(edit('a|', 'enter'), undefined);
	assert.equal(edit('a|', 'up'), undefined);
});

test('pasted lines become one', () => {
	assert.deepEqual(insertText({text: 'ad', cursor: 1}, 'b\r\nc\t'), {text: 'abcd', cursor: 3});
});
