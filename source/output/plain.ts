import {eventText, type Remark} from '../app/event-text.ts';
import type {FerryEvent} from '../app/events.ts';
import {outputError} from '../base/output-error.ts';
import {ask} from './ask.ts';
import {errorText} from './error-text.ts';
import {needsUser} from './needs-user.ts';
import type {Output, OutputOptions} from './output.ts';
import {occasionalLines, redrawnLine} from './progress-line.ts';
import {createProgressText} from './progress-text.ts';
import {resultText} from './result-text.ts';
import {choosePaint} from './style.ts';
import {createSummary} from './summary.ts';

/** Text for people and pipes: what was asked for on standard output, talk on standard error. */
export function plainOutput({streams, environment, version, now, quiet}: OutputOptions & {readonly quiet: boolean}): Output {
	const {output: dataStream, error: talkStream} = streams;
	const paint = choosePaint(talkStream, environment);
	const canRedraw = talkStream.isTTY === true && environment['TERM'] !== 'dumb';
	const progress = (canRedraw ? redrawnLine : occasionalLines)({stream: talkStream, now});
	const progressText = createProgressText();
	const summary = createSummary(now);
	let isAsking = false;

	const data = (text: string): void => {
		progress.clear();
		dataStream.write(`${text}\n`);
	};

	/** What only the user can mend, said in spite of `quiet`: once, and a disk that fills up again is another one. */
	const told = new Set<string>();
	const isNews = (event: FerryEvent): boolean => {
		if (event.type === 'disk-has-room') {
			told.delete('disk-full');
		}

		const key = event.type === 'warning' ? event.code : event.type;
		const isNew = needsUser(event) && !told.has(key);
		if (isNew) {
			told.add(key);
		}

		return isNew;
	};

	/** What is said while somebody answers would stand in the answer. */
	const waiting: Remark[] = [];
	const talk = ({tone, text}: Remark, isWanted = !quiet): void => {
		if (!isWanted) {
			return;
		}

		if (isAsking) {
			waiting.push({tone, text});
		} else {
			progress.clear();
			talkStream.write(`${paint(tone, text)}\n`);
		}
	};

	return {
		event(event) {
			summary.note(event);
			const current = progressText(event);
			if (current !== undefined && !quiet && !isAsking) {
				progress.show(current);
			}

			if (event.type === 'announced') {
				data(event.key);
			}

			const remark = eventText(event);
			const remarks = event.type === 'received' ? summary.remarks(event) : (remark ? [remark] : []);
			const isWanted = !quiet || isNews(event);
			for (const each of remarks) {
				talk(each, isWanted);
			}
		},
		result(result) {
			const {kind, text} = resultText(result);
			if (kind === 'data') {
				data(text);
			} else {
				talk({tone: 'normal', text});
			}
		},
		note(text) {
			talk({tone: 'normal', text});
		},
		async bytes(chunk) {
			progress.clear();
			await new Promise<void>((resolve, reject) => {
				dataStream.write(chunk, error => {
					if (error) {
						reject(outputError(error));
					} else {
						resolve();
					}
				});
			});
		},
		isShown: dataStream.isTTY === true,
		canAsk: streams.input.isTTY === true && talkStream.isTTY === true,
		async ask(question, signal) {
			progress.clear();
			isAsking = true;
			try {
				return await ask(question, {streams, signal});
			} finally {
				isAsking = false;
				for (const remark of waiting.splice(0)) {
					talk(remark, true);
				}
			}
		},
		error(error) {
			progress.clear();
			talkStream.write(`${errorText(error, {paint, version})}\n`);
		},
		close() {
			progress.clear();
		},
	};
}
