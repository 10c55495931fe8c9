import {ExpectedError} from '../base/errors.ts';
import type {IgnoreRules} from '../folder/ignore-rules.ts';
import type {OnEvent} from './events.ts';

/**
Loads rules again and again. When the user's file of them can't be read any more, the ones of the last time hold, which is said once: without them, things would be shared by accident.

@returns what loads them; the first time it throws what `load` throws.
*/
export function lastingRules(load: () => Promise<IgnoreRules>, onEvent: OnEvent): () => Promise<IgnoreRules> {
	let last: IgnoreRules | undefined;
	let isTold = false;
	return async () => {
		try {
			last = await load();
			isTold = false;
			return last;
		} catch (error) {
			if (!last || !(error instanceof ExpectedError)) {
				throw error;
			}

			if (!isTold) {
				isTold = true;
				onEvent({type: 'warning', code: 'rules-away', message: `${error.message} The rules that it had hold until it is back; to share without it, end this and share again.`});
			}

			return last;
		}
	};
}
