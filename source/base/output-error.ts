import {ExpectedError, systemErrorCode} from './errors.ts';

/** What people call it; of others the code says as much. */
const reasons: Readonly<Record<string, string>> = {
	ENOSPC: 'no space left on device', EDQUOT: 'disk quota exceeded', EFBIG: 'file too large', EIO: 'input/output error',
};

/** Standard output could not be written: what is said of it has to go elsewhere. */
export class OutputError extends ExpectedError {
	override name = 'OutputError';
}

/** What the system said of a write to standard output, for people. */
export function outputError(error: unknown): OutputError {
	const code = systemErrorCode(error);
	return new OutputError(code === 'ENOSPC' ? 'disk-full' : 'output-unwritable', `The output can't be written: ${reasons[code] ?? (code || String(error))}.`, {
		hint: code === 'ENOSPC' ? 'Make room where it is written, or write it elsewhere, and run the same command again.' : 'Write it elsewhere, and run the same command again.',
		cause: error,
	});
}
