import type {ListedEntry} from '../app/app.ts';
import {displayText} from '../base/display-text.ts';
import {contents} from '../app/event-text.ts';
import {count, dateText, size} from '../base/format.ts';
import type {Result} from './output.ts';
import {peerOfferText, personText} from './people-text.ts';
import {comparedText, differenceText, loggedText} from './version-text.ts';

/** A result as lines for people: `data` is what was asked for, `talk` goes to standard error. */
export type ResultText = {readonly kind: 'data' | 'talk'; readonly text: string};

type ResultOf<Type extends Result['type']> = Extract<Result, {type: Type}>;

/** The words of one result; text from feeds is escaped, so that a line stays a line. */
export function resultText(result: Result): ResultText {
	switch (result.type) {
		case 'share': {
			return {kind: 'data', text: shareText(result)};
		}

		case 'unreadable-share': {
			const what = result.direction === 'sharing' ? 'is shared from here' : 'was received here';
			return {kind: 'talk', text: `Not listed, as it can’t be read what ${what}: ${displayText(result.file)}\n${result.hint}`};
		}

		case 'offer': {
			return {kind: 'talk', text: offerText(result)};
		}

		case 'entry': {
			return {kind: 'data', text: entryText(result)};
		}

		case 'log': {
			return {kind: 'data', text: loggedText(result)};
		}

		case 'difference': {
			return {kind: 'data', text: differenceText(result)};
		}

		case 'compared': {
			return {kind: 'talk', text: comparedText(result)};
		}

		case 'planned': {
			return {kind: 'data', text: `share   ${displayText(result.path)}${result.kind === 'directory' ? '/' : ''}`};
		}

		case 'ignored': {
			const file = result.file === undefined ? 'ferry’s own list' : displayText(result.file);
			return {kind: 'data', text: `ignore  ${displayText(result.path)}  (${displayText(result.rule)} in ${file})`};
		}

		case 'problem': {
			return {kind: 'data', text: `${problems[result.problem].padEnd(problemWidth)}  ${displayText(result.path)}`};
		}

		case 'elsewhere': {
			return {kind: 'data', text: `${'other name'.padEnd(problemWidth)}  ${displayText(result.path)} stands as ${displayText(result.placedAs)}`};
		}

		case 'verified': {
			const compared = contents(result.files, result.bytes);
			const elsewhere = result.elsewhere === undefined ? '' : `; ${count(result.elsewhere, 'file')} under another name, which “ferry get --overwrite” ends`;
			return {kind: 'talk', text: result.problems === 0 ? `Verified ${compared}: all as shared${elsewhere}` : `Verified ${compared}: ${count(result.problems, 'difference')}${elsewhere}`};
		}

		case 'check': {
			return {kind: 'data', text: checkText(result)};
		}

		case 'node': {
			return {kind: 'data', text: result.relay === undefined ? result.bootstrap : `${result.bootstrap}\n${result.relay}`};
		}

		case 'identity': {
			return {kind: 'data', text: result.key};
		}

		case 'peer': {
			return {kind: 'data', text: personText(result)};
		}

		case 'words': {
			return {kind: 'data', text: result.words.join(' ')};
		}

		case 'peer-offer': {
			return {kind: 'data', text: peerOfferText(result)};
		}

		case 'removed': {
			return {kind: 'talk', text: `The share is forgotten; ${size(result.bytesFreed)} freed. Your files are as they were.`};
		}
	}
}

const problems = {
	missing: 'missing',
	content: 'other content',
	kind: 'other kind',
	target: 'other target',
} as const;

const problemWidth = Math.max(...Object.values(problems).map(text => text.length));

/** One line; the key comes first and holds no space, so that `cut -d' ' -f1` finds it. */
function shareText(share: ResultOf<'share'>): string {
	return [
		share.key,
		share.direction.padEnd('receiving'.length),
		displayText(share.name),
		displayText(share.place),
		contents(share.files, share.bytes),
		`version ${share.version}`,
		share.complete ? 'complete' : 'incomplete',
		`${size(share.stateBytes)} of state`,
		...(share.pid === undefined ? [] : [`open in process ${share.pid}`]),
	].join('  ');
}

/** What the `found` event, which comes first, has not said yet. */
function offerText(offer: ResultOf<'offer'>): string {
	const collisions = offer.collisions > 0 ? `; ${count(offer.collisions, 'file has a name', 'files have names')} taken there` : '';
	const version = offer.version === undefined ? '' : `Version ${offer.version}${offer.gone === undefined ? '' : ` without ${count(offer.gone, 'file that is gone', 'files that are gone')}`}; `;
	return `${version}${size(offer.freeBytes)} free${collisions}`;
}

/** As `ls -l` shows it: mode, size, time, path, and where a symlink leads. */
function entryText(entry: ListedEntry): string {
	if (entry.mtime === undefined) {
		return `?---------  ${'not readable for its sharer'.padEnd('1023 kB  2026-01-01 00:00'.length)}  ${displayText(entry.path)}`;
	}

	const target = entry.target === undefined ? '' : ` -> ${displayText(entry.target)}`;
	const bytes = entry.size === undefined ? '' : size(entry.size);
	return `${modeText(entry)}  ${bytes.padStart('1023 kB'.length)}  ${dateText(entry.mtime).padEnd('2026-01-01 00:00'.length)}  ${displayText(entry.path)}${target}`;
}

function modeText({kind, mode = 0o777}: ListedEntry): string {
	const bits = [...'rwxrwxrwx'].map((letter, index) => (mode & (0o400 >> index)) === 0 ? '-' : letter);
	return `${{
		file: '-', symlink: 'l', directory: 'd', withheld: '?',
	}[kind]}${bits.join('')}`;
}

const marks = {good: '✓', warning: '!', bad: '✗'} as const;

/** What was found, and under it what to do. */
function checkText({name, status, finding, remedy, milliseconds}: ResultOf<'check'>): string {
	const time = milliseconds === undefined ? '' : ` (${milliseconds} ms)`;
	return `${marks[status]} ${name.padEnd(8)} ${finding}${time}${remedy === undefined ? '' : `\n           → ${remedy}`}`;
}
