import assert from 'node:assert/strict';
import test from 'node:test';
import {keyIn, keyText} from '../../source/ui/key-in.ts';

const key = `ferry1${'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.repeat(2).slice(0, 58)}`;
const other = `ferry1${'p'.repeat(58)}`;
const cut = (...lengths: readonly number[]): readonly string[] => [...lengths.map((length, index) => key.slice(lengths[index - 1] ?? 0, length)), key.slice(lengths.at(-1))];
const wrong = `${key.slice(0, 30)}!${key.slice(31)}`;

const cases: ReadonlyArray<readonly [title: string, text: string, found: string | undefined]> = [
	['alone', ` ${key}\n`, key],
	['in upper case', key.toUpperCase(), key.toUpperCase()],
	['a raw one', 'a'.repeat(64), 'a'.repeat(64)],
	['another raw one, behind the command', `$ ferry get "${'y'.repeat(52)}"`, 'y'.repeat(52)],
	['a raw one over two lines', `${'a'.repeat(40)}\n> ${'a'.repeat(24)}`, 'a'.repeat(64)],
	['behind the command', `ferry get ${key} ~/Downloads`, key],
	['within a sentence', `Take “${key}”. Then tell me!`, key],
	['within a link', `https://example.org/${key}?from=mail`, key],
	['broken over lines', cut(40).join('\r\n'), key],
	['broken over lines that a terminal has indented', `    ${cut(30, 50).join('   \n    ')}\n`, key],
	['broken over lines of a mail that is answered', `> > ferry get ${cut(20).join('\n> > ')}\n> > Have fun!`, key],
	['broken within a box', `│ ${cut(36).join(' │\n│ ')} │`, key],
	['broken, with quotes around it', `"${cut(36).join('\n')}".`, key],
	['with what nobody sees in it', cut(10, 20).join('\u200B'), key],
	['before text on the next line', `${key}\nThanks`, key],
	['beside a broken one', `ferry1${'q'.repeat(20)}… or rather ${key}`, key],
	['two of them', `${key} ${other}`, key],
	['with a wrong character', `Take ${wrong}`, wrong],
	['with a wrong character, broken over lines', `${wrong.slice(0, 40)}\n${wrong.slice(40)}`, wrong],
	['with something missing', `${key.slice(0, 50)}`, key.slice(0, 50)],
	['with something missing, before other text', `${key.slice(0, 50)}\nSee you tomorrow`, key.slice(0, 50)],
	['with something missing, broken over lines', `${key.slice(0, 30)}\n${key.slice(30, 50)}`, key.slice(0, 50)],
	['with too much', `${key}q`, `${key}q`],
	['nothing', '', undefined],
	['a word', 'ferry', undefined],
	['a command', 'ferry share', undefined],
	['a path', '/home/ada', undefined],
	['the beginning alone', 'It begins with ferry1 and goes on.', undefined],
	['a name', 'ferry1-to-the-islands.txt', undefined],
	['a raw one that is too short', 'a'.repeat(63), undefined],
	['a raw one in a sentence', `sha256 ${'a'.repeat(64)}`, undefined],
	['the end of another word', `x${key}`, undefined],
];

for (const [title, text, found] of cases) {
	test(`a key in a pasted text: ${title}`, () => {
		assert.equal(keyIn(text), found);
	});
}

test('a large file is looked through at once', () => {
	for (const filling of [' ', 'a', '>', 'ferry1', '\n', '!']) {
		assert.equal(keyIn(`${key} ${filling.repeat(20_000)}x ${filling.repeat(1_000_000)}`), key);
	}
});

test('half a key goes behind the other half', () => {
	assert.equal(keyText('\n>  gf2t\u200B\r\n> vdw0 '), 'gf2tvdw0');
});
