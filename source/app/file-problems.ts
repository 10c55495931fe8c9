import type {FerryEvent} from './events.ts';
import {leftOutText, notCreatedText} from './reason-text.ts';

/** Path in the share → why it is a problem, for people; nothing in it is escaped. */
export type FileProblems = ReadonlyMap<string, string>;

const changed = 'Changed since it was read: it is about to be read again';
const gone = 'It went away since it was read';
/** Over as soon as the folder has been looked through again. */
const passing: ReadonlySet<string> = new Set([changed, gone]);

/** Keeps the problems of a share's files as its events tell of them. */
export function noteProblem(problems: Map<string, string>, event: FerryEvent): void {
	switch (event.type) {
		case 'not-created': {
			problems.set(event.path, `Not created: ${notCreatedText(event.reason)}`);
			break;
		}

		case 'left-out': {
			problems.set(event.path, `Left out: ${leftOutText(event.reason)}`);
			break;
		}

		case 'source-changed': {
			problems.set(event.path, event.change === 'gone' ? gone : changed);
			break;
		}

		case 'gone': {
			problems.delete(event.path);
			break;
		}

		case 'version': {
			for (const [path, problem] of problems) {
				if (passing.has(problem)) {
					problems.delete(path);
				}
			}

			break;
		}

		case 'scanned':
		case 'feed':
		case 'announced':
		case 'reading':
		case 'serving':
		case 'delivered':
		case 'searching':
		case 'found':
		case 'receiving':
		case 'newer-version':
		case 'identical':
		case 'kept-both':
		case 'skipped':
		case 'overwritten':
		case 'content-gone':
		case 'deleted':
		case 'kept':
		case 'disk-full':
		case 'disk-has-room':
		case 'received':
		case 'peer-connected':
		case 'peer-route':
		case 'peer-asks':
		case 'peer-disconnected':
		case 'warning':
		case 'sent-offer':
		case 'stopping': {
			// Nothing about a single file that somebody would have to look at.
			break;
		}
	}
}
