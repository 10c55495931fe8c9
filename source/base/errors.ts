/**
Every way ferry can fail that is not a bug, with the exit code it ends the program with.

0 done, 1 failed, 2 usage, 3 no peer found in time, 4 not enough disk space, 5 verification failed, 130 interrupted, 143 asked to end.
*/
export const exitCodes = {
	usage: 2,
	'key-unreadable': 2,
	'config-unreadable': 2,
	'path-missing': 2,
	'path-unreadable': 1,
	'share-unknown': 2,
	'share-in-use': 1,
	'store-unusable': 1,
	'identity-unreadable': 1,
	'contacts-unreadable': 1,
	'node-port': 1,
	'node-in-use': 1,
	'permission-missing': 1,
	unwell: 1,
	'entry-missing': 1,
	'version-missing': 1,
	'content-gone': 1,
	'feed-malformed': 1,
	'feed-conflict': 1,
	'destination-unusable': 1,
	'destination-in-use': 1,
	declined: 1,
	'files-missing': 1,
	'output-unwritable': 1,
	'no-peer': 3,
	'disk-full': 4,
	'verification-failed': 5,
	interrupted: 130,
	terminated: 143,
} as const;

export type ErrorCode = keyof typeof exitCodes;

export type ExpectedErrorOptions = {
	/** What the user can do next, a sentence. */
	readonly hint: string;
	readonly cause?: unknown;
};

/**
A failure that is explained to the user: a code for programs, a sentence, and what to do next.

Anything else that reaches the top of the program is a bug and prints so. The sentence must not hold a share key or a secret.
*/
export class ExpectedError extends Error {
	readonly code: ErrorCode;
	readonly hint: string;

	constructor(code: ErrorCode, message: string, options: ExpectedErrorOptions) {
		super(message, {cause: options.cause});
		this.name = 'ExpectedError';
		this.code = code;
		this.hint = options.hint;
	}

	/** The exit code this failure ends the program with. */
	get exitCode(): number {
		return exitCodes[this.code];
	}
}

/** The system's error code (`ENOENT`, `ENOSPC`, …) of a caught value, or an empty string. */
export function systemErrorCode(error: unknown): string {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
