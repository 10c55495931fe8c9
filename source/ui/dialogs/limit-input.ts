import type {Limits} from '../../app/engine-state.ts';
import {speed} from '../../base/format.ts';
import {parseSize, sizeText} from '../../base/parse-size.ts';

export const limitFields = ['upload', 'download'] as const;

export type LimitField = (typeof limitFields)[number];

/** What limits are for: all shares together, or the one that was selected. */
export type LimitScope = 'all' | 'share';

/** Limits that are being typed. */
export type TypedLimits = Readonly<Record<LimitField, string>> & {readonly exceptLan: boolean};

/** The limits that are being typed, and where the keys go. */
export type LimitInput = {
	readonly all: TypedLimits;
	/** Undefined where no share was selected. */
	readonly share: TypedLimits | undefined;
	readonly scope: LimitScope;
	readonly focus: LimitField | 'scope' | 'lan';
};

/** `toggle`: what has the focus is turned into its contrary. */
export type LimitChange = {readonly kind: 'type'; readonly text: string} | {readonly kind: 'move'; readonly step: 1 | -1} | {readonly kind: 'toggle'};

/** With the limits that are set. */
export function limitInput({all, share}: {readonly all: Limits; readonly share: Limits | undefined}): LimitInput {
	return {
		all: typedLimits(all), share: share && typedLimits(share), scope: 'all', focus: 'upload',
	};
}

function typedLimits({upload, download, exceptLan = false}: Limits): TypedLimits {
	const text = (limit: number | undefined): string => limit === undefined ? '' : sizeText(limit);
	return {upload: text(upload), download: text(download), exceptLan};
}

/** What can have the focus, from the top down. */
export function focusesOf({share, scope}: Pick<LimitInput, 'share' | 'scope'>): ReadonlyArray<LimitInput['focus']> {
	return [...(share ? ['scope'] as const : []), ...limitFields, ...(scope === 'all' ? ['lan'] as const : [])];
}

/** The limits that are seen. */
export function shownLimits({all, share, scope}: LimitInput): TypedLimits {
	return scope === 'share' && share ? share : all;
}

export function changeLimits(input: LimitInput, change: LimitChange): LimitInput {
	const {scope, focus} = input;
	if (change.kind === 'move') {
		const focuses = focusesOf(input);
		return {...input, focus: focuses.at((focuses.indexOf(focus) + change.step) % focuses.length)!};
	}

	if (change.kind === 'toggle') {
		return focus === 'lan'
			? {...input, all: {...input.all, exceptLan: !input.all.exceptLan}}
			: {...input, scope: scope === 'all' ? 'share' : 'all'};
	}

	return {...input, [scope]: {...shownLimits(input), [focus]: change.text}};
}

/** What was typed, or undefined if one of the two can't be read. */
export function limitsOf({exceptLan, ...typed}: TypedLimits): Limits | undefined {
	const upload = parseSize(typed.upload);
	const download = parseSize(typed.download);
	return upload === undefined || download === undefined
		? undefined
		: {upload: upload === 0 ? undefined : upload, download: download === 0 ? undefined : download, ...(exceptLan && {exceptLan})};
}

/** How a limit was understood, or undefined if it can't be read. */
export function limitText(text: string): string | undefined {
	const bytes = parseSize(text);
	return bytes === undefined ? undefined : (bytes === 0 ? 'no limit' : `at most ${speed(bytes)}`);
}
