import {parseSize} from '../base/parse-size.ts';
import type {FlagTable} from './flags.ts';
import {usageError} from './usage-error.ts';

/** The options of a command that may take long. */
export const limitFlags = {
	limitUp: {type: 'string', placeholder: 'SIZE', description: 'Send no more of it than this a second: 500k, 2MB'},
	limitDown: {type: 'string', placeholder: 'SIZE', description: 'Receive no more of it than this a second'},
	limitExceptLan: {type: 'boolean', description: 'Let no limit hold in the local network'},
} as const satisfies FlagTable;

/** What the help of such a command says of limits. */
export const limitHelp = '  Limits belong to the share and are remembered; 0 lifts one.';

/** What such options say, in bytes a second. */
export type LimitFlagValues = {readonly limitUp?: string | undefined; readonly limitDown?: string | undefined; readonly limitExceptLan?: boolean | undefined};

/**
The limits that were given: null for none, undefined for what was not.

@throws {ExpectedError} `usage` for what is no size.
*/
export function limitsOf({limitUp, limitDown}: LimitFlagValues, name: string): {readonly upload: number | null | undefined; readonly download: number | null | undefined} {
	return {upload: limitOf('--limit-up', limitUp, name), download: limitOf('--limit-down', limitDown, name)};
}

function limitOf(flag: string, text: string | undefined, name: string): number | null | undefined {
	if (text === undefined) {
		return undefined;
	}

	const bytes = parseSize(text);
	if (bytes === undefined || text.trim() === '') {
		throw usageError(`${flag} needs bytes a second, like 500k, 2MB or 1.5MiB, not ${text}.`, name);
	}

	return bytes === 0 ? null : bytes;
}
