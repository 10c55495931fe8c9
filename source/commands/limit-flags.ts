import {parseSize} from '../base/parse-size.ts';
import type {FlagTable} from './flags.ts';
import {usageError} from './usage-error.ts';

/** The options of a command that may take long. */
export const limitFlags = {
	limitUp: {type: 'string', placeholder: 'SIZE', description: 'Send no more than this a second: 500k, 2MB'},
	limitDown: {type: 'string', placeholder: 'SIZE', description: 'Receive no more than this a second'},
} as const satisfies FlagTable;

/** What such options say, in bytes a second. */
export type LimitFlagValues = {readonly limitUp?: string | undefined; readonly limitDown?: string | undefined};

/**
The limits that were given.

@throws {ExpectedError} `usage` for what is no size.
*/
export function limitsOf({limitUp, limitDown}: LimitFlagValues, name: string): {readonly upload: number | undefined; readonly download: number | undefined} {
	return {upload: limitOf('--limit-up', limitUp, name), download: limitOf('--limit-down', limitDown, name)};
}

function limitOf(flag: string, text: string | undefined, name: string): number | undefined {
	if (text === undefined) {
		return undefined;
	}

	const bytes = parseSize(text);
	if (bytes === undefined || text.trim() === '') {
		throw usageError(`${flag} needs bytes a second, like 500k, 2MB or 1.5MiB, not ${text}.`, name);
	}

	return bytes === 0 ? undefined : bytes;
}
