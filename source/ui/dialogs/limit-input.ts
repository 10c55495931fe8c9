import type {Limits} from '../../app/engine-state.ts';
import {speed} from '../../base/format.ts';
import {parseSize, sizeText} from '../../base/parse-size.ts';

export const limitFields = ['upload', 'download'] as const;

export type LimitField = (typeof limitFields)[number];

/** Two limits that are being typed, and the one that is. */
export type LimitInput = Readonly<Record<LimitField, string>> & {readonly focus: LimitField};

export type LimitChange = {readonly kind: 'type'; readonly text: string} | {readonly kind: 'other'};

/** With the limits that are set. */
export function limitInput({upload, download}: Limits): LimitInput {
	const text = (limit: number | undefined): string => limit === undefined ? '' : sizeText(limit);
	return {upload: text(upload), download: text(download), focus: 'upload'};
}

export function changeLimits(input: LimitInput, change: LimitChange): LimitInput {
	return change.kind === 'type' ? {...input, [input.focus]: change.text} : {...input, focus: input.focus === 'upload' ? 'download' : 'upload'};
}

/** What was typed, or undefined if one of the two can't be read. */
export function limitsOf(input: LimitInput): Limits | undefined {
	const upload = parseSize(input.upload);
	const download = parseSize(input.download);
	return upload === undefined || download === undefined ? undefined : {upload: upload === 0 ? undefined : upload, download: download === 0 ? undefined : download};
}

/** How a limit was understood, or undefined if it can't be read. */
export function limitText(text: string): string | undefined {
	const bytes = parseSize(text);
	return bytes === undefined ? undefined : (bytes === 0 ? 'no limit' : `at most ${speed(bytes)}`);
}
