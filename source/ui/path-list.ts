import {
	type PathWords, type PathWordsOptions, quotePath, readPathWords,
} from './path-words.ts';

/** The end of a text that is a path, perhaps not a whole one yet, and what stands before it. */
export type PathPart = {readonly head: string; readonly path: string};

/**
The paths that a text can mean, the likeliest first; none if it is blank.

Several stand side by side as in a shell. Who has not heard of that types or pastes one path as it is, so both are tried; who quotes has.
*/
export function readPaths(text: string, options: PathWordsOptions = {}): ReadonlyArray<readonly string[]> {
	const read = readPathWords(text, options);
	const asWords = read.words.map(({path}) => path);
	const asOne = [text.trim()];
	if (asWords.length === 0 || (asWords.length === 1 && asWords[0] === asOne[0])) {
		return asWords.length === 0 ? [] : [asOne];
	}

	return areWordsLikelier(read) ? [asWords, asOne] : [asOne, asWords];
}

/** What of a text can be completed, the likeliest first. */
export function lastPaths(text: string, options: PathWordsOptions = {}): readonly PathPart[] {
	const read = readPathWords(text, options);
	const last = read.isInWord ? read.words.at(-1) : undefined;
	const word = last === undefined ? {head: text, path: ''} : {head: text.slice(0, last.start), path: last.path};
	const one = {head: '', path: text.trimStart()};
	if (word.path === one.path) {
		return [word];
	}

	return areWordsLikelier(read) ? [word, one] : [one, word];
}

/** What was pasted, or dropped on the terminal, as it goes into a field for several paths behind the text that stands there. */
export function pastePaths(before: string, pasted: string, options: PathWordsOptions = {}): string {
	const lines = linesOf(pasted);
	const text = lines.map(line => pasteLine(line, {...options, isAlone: lines.length === 1})).join(' ');
	const {isInWord, isOpen} = readPathWords(before, options);
	const isNext = isInWord && !isOpen && !/[\/\\]$/v.test(before) && isAbsolute(unquoted(text));
	return isNext ? ` ${text}` : text;
}

/** The same for a field that takes one path as it is. */
export function pastePath(pasted: string, options: PathWordsOptions = {}): string {
	const text = pasted.trim();
	const {words, isOpen} = readPathWords(text, options);
	return words.length === 1 && !isOpen ? words[0]!.path : text;
}

/** More is something else that was pasted by mistake. */
const mostDropped = 100_000;

/** Whether a text that came where nobody asked for one is files that were dropped on the terminal. */
export function isDropped(text: string): boolean {
	const lines = text.length < mostDropped ? linesOf(text) : [];
	return lines.length > 0 && lines.every(line => isAbsolute(unquoted(line)));
}

/** Quotes that are closed are there on purpose. Nobody's path has another absolute one in its middle. */
function areWordsLikelier({words, isQuoted, isOpen}: PathWords): boolean {
	return (isQuoted && !isOpen) || (words.length > 1 && words.every(({path}) => isAbsolute(path)));
}

/** File managers give each path a line of its own as it is; terminals quote what is dropped, if it needs it. */
function pasteLine(line: string, {isAlone, ...options}: PathWordsOptions & {readonly isAlone: boolean}): string {
	const {isQuoted, isOpen} = readPathWords(line, options);
	if (isQuoted && !isOpen && !/^file:/vi.test(line)) {
		return line;
	}

	const readable = (path: string): string => /^file:/vi.test(path) ? readPathWords(path, options).words[0]!.path : path;
	return isAbsolute(line)
		? line.split(nextAbsolute).map(path => quotePath(readable(path), options)).join(' ')
		: (isAlone ? line : quotePath(line, options));
}

const absolute = String.raw`(?:\/[^\/\s]|~[\/\\]|[A-Za-z]:[\/\\]|\\\\|file:\/\/)`;
const nextAbsolute = new RegExp(String.raw`[ \t]+(?=${absolute})`, 'v');

function isAbsolute(path: string): boolean {
	return new RegExp(`^${absolute}`, 'v').test(path);
}

function unquoted(text: string): string {
	return text.replace(/^['"]/v, '');
}

function linesOf(text: string): readonly string[] {
	return text.split(/[\r\n]+/v).map(line => line.trim()).filter(line => line !== '');
}
