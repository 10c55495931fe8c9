import {useCallback} from 'react';
import {ExpectedError} from '../../base/errors.ts';
import {hideKeys} from '../../base/hide-keys.ts';
import {useServices} from './use-services.ts';

/** Does something that takes time, and tells the user if it fails. */
export function useRun(): (work: () => Promise<unknown>) => void {
	const {busy, messages} = useServices();
	return useCallback(work => {
		const run = async (): Promise<void> => {
			try {
				await busy.track(work());
			} catch (error) {
				const {message} = error instanceof Error ? error : new Error(String(error));
				messages.say('bad', hideKeys(message), error instanceof ExpectedError ? error.hint : undefined);
			}
		};

		void run();
	}, [busy, messages]);
}
