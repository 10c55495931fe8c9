import {columnsOf, cutText, safeText} from './fit-text.ts';

/** A text over as many lines as it takes, but no more than `rows`, broken between words where it can be; the last line is cut. */
export function wrapText(text: string, width: number, rows = Infinity): readonly string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of safeText(text).split(' ').flatMap(each => pieces(each, width))) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (line !== '' && columnsOf(longer) > width) {
			lines.push(line);
			line = word;
		} else {
			line = longer;
		}
	}

	lines.push(line);
	return lines.length <= rows ? lines : [...lines.slice(0, rows - 1), cutText(lines.slice(rows - 1).join(' '), width)].slice(0, rows);
}

/** A word that is wider than a line, as a key is, in pieces that are not. */
function pieces(word: string, width: number): readonly string[] {
	const head = cutText(word, width, {ellipsis: ''});
	return head === word || head === '' ? [word] : [head, ...pieces(word.slice(head.length), width)];
}
