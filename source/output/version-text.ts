import type {Compared, Difference, LoggedVersion} from '../app/app.ts';
import {displayText} from '../base/display-text.ts';
import {contents} from '../app/event-text.ts';
import {count, dateText, size} from '../base/format.ts';

/** A version in one line: `version 3  2026-11-23 14:05:09  12 files, 3 MB  +2 (1 MB)  ~1 (20 kB)  -0`. */
export function loggedText({version, time, files, bytes, added, changed, removed, others = 0}: LoggedVersion): string {
	const changes = [['+', added], ['~', changed], ['-', removed]] as const;
	return [
		`version ${version}`,
		dateText(time, 'second'),
		contents(files, bytes),
		...changes.flatMap(([sign, amount]) => amount ? [`${sign}${amount.files.toLocaleString('en-US')}${amount.bytes > 0 ? ` (${size(amount.bytes)})` : ''}`] : []),
		...(others > 0 ? [`${count(others, 'folder or link', 'folders or links')} ${version === 1 ? 'added' : 'changed'}`] : []),
	].join('  ');
}

/** What differs in one line, a sign first: `+` new, `-` gone, `~` changed, `>` renamed. */
export function differenceText(difference: Difference): string {
	const path = pathText(difference);
	switch (difference.change) {
		case 'added': {
			return `+ ${path}${difference.size === undefined ? '' : `  ${size(difference.size)}`}`;
		}

		case 'removed': {
			return `- ${path}`;
		}

		case 'changed': {
			return `~ ${path}  ${changeText(difference)}`;
		}

		case 'renamed': {
			return `> ${displayText(difference.previousPath ?? '')} → ${path}`;
		}
	}
}

/** How much two versions differ. */
export function comparedText({before, after, added, changed, removed, renamed}: Compared): string {
	const found = Object.entries({
		added, changed, removed, renamed,
	}).filter(([, amount]) => amount > 0).map(([change, amount]) => `${amount.toLocaleString('en-US')} ${change}`);
	return `Version ${after} beside version ${before}: ${found.length === 0 ? 'nothing differs' : found.join(', ')}`;
}

function pathText({kind, path, target}: Difference): string {
	return `${displayText(path)}${kind === 'directory' ? '/' : ''}${kind === 'withheld' ? ' (not readable for its sharer)' : ''}${target === undefined ? '' : ` -> ${displayText(target)}`}`;
}

function changeText({sameContent, size: bytes, previousSize}: Difference): string {
	if (sameContent) {
		return 'time or permissions';
	}

	return bytes === undefined || previousSize === undefined ? 'leads elsewhere' : `${size(previousSize)} → ${size(bytes)}`;
}
