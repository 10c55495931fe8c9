import {eventText, type Remark} from '../app/event-text.ts';
import {ask} from './ask.ts';
import {errorText} from './error-text.ts';
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

	/** What is said while somebody answers would stand in the answer. */
	const waiting: Remark[] = [];
	const talk = ({tone, text}: Remark): void => {
		if (isAsking) {
			waiting.push({tone, text});
		} else if (!quiet) {
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
			for (const each of remarks) {
				talk(each);
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
						reject(error);
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
					talk(remark);
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
