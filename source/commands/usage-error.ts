import {ExpectedError} from '../base/errors.ts';

/** The command line can't be understood; `name` is the command whose help tells more, and `advice` a sentence about what the help doesn't tell. The message must not repeat a share key. */
export function usageError(message: string, name?: string, advice?: string): ExpectedError {
	return new ExpectedError('usage', message, {hint: `See: ferry ${name === undefined ? '' : `${name} `}--help${advice === undefined ? '' : `. ${advice}`}`});
}
