const failures = {
	reset: ['ECONNRESET', 'connection reset by peer'],
	'timed-out': ['ETIMEDOUT', 'connection timed out'],
} as const;

/** The error that a stream closes with, as the native one names it; null when it closed as it should. */
export function streamFailure(reason: string): Error | null {
	if (reason !== 'reset' && reason !== 'timed-out') {
		return null;
	}

	const [code, message] = failures[reason];
	return Object.assign(new Error(message), {code});
}
