import process from 'node:process';

export type PathWordsOptions = {
	/** As `process.platform` has it: on Windows a backslash is part of a path. */
	readonly platform?: string;
};

/** A text as a shell takes it apart into paths. */
export type PathWords = {
	/** The paths without their quotes, and where each began. */
	readonly words: ReadonlyArray<{readonly path: string; readonly start: number}>;
	/** Something was quoted, or a URL: whoever wrote it knows how several paths are told apart. */
	readonly isQuoted: boolean;
	/** A quote is still open. */
	readonly isOpen: boolean;
	/** The text ends within a word, which may go on. */
	readonly isInWord: boolean;
};

const url = /file:\/\/[^ \t\r\n]+/viy;

/** Takes a text apart into paths: quotes and backslashes as in a shell, and `file://` URLs. Only what a keyboard's space bar gives parts words, as other blanks are in names. */
export function readPathWords(text: string, {platform = process.platform}: PathWordsOptions = {}): PathWords {
	const words: Array<{path: string; start: number}> = [];
	const hasEscapes = platform !== 'win32';
	let word: {path: string; start: number} | undefined;
	let quote = '';
	let isQuoted = false;
	for (let index = 0; index < text.length; index++) {
		const character = text.charAt(index);
		if (quote === '' && /[ \t\r\n]/v.test(character)) {
			word = undefined;
			continue;
		}

		if (word === undefined) {
			word = {path: '', start: index};
			words.push(word);
			url.lastIndex = index;
			const [found] = url.exec(text) ?? [];
			if (found !== undefined) {
				word.path = pathOfUrl(found, platform);
				isQuoted = true;
				index += found.length - 1;
				continue;
			}
		}

		if (hasEscapes && character === '\\' && (quote === '' || (quote === '"' && /["$\\`]/v.test(text.charAt(index + 1))))) {
			index++;
			word.path += text.charAt(index);
			isQuoted = true;
		} else if (character === quote) {
			quote = '';
		} else if (quote === '' && /['"]/v.test(character)) {
			quote = character;
			isQuoted = true;
		} else {
			word.path += character;
		}
	}

	return {
		words, isQuoted, isOpen: quote !== '', isInWord: word !== undefined,
	};
}

/** A path so that it is read as one word, and as itself. */
export function quotePath(path: string, {platform = process.platform}: PathWordsOptions = {}): string {
	if (platform === 'win32') {
		return /[\s'"]/v.test(path) ? `"${path}"` : path;
	}

	return (/^file:/vi.test(path) ? '\\' : '') + path.replaceAll(/[\s'"\\]/gv, String.raw`\$&`);
}

/** What a `file://` URL stands for, or itself if it can't be read. */
function pathOfUrl(text: string, platform: string): string {
	try {
		const {host, pathname} = new URL(text);
		const path = decodeURIComponent(pathname);
		if (path.includes('\0')) {
			return text;
		}

		return platform === 'win32' ? (host === '' ? '' : `//${host}`) + path.replace(/^\/(?=[A-Za-z]:)/v, '') : path;
	} catch {
		return text;
	}
}
