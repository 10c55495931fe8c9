import type {App} from '../app/app.ts';

/** People and offers, as the app knows them. */
export type People = Awaited<ReturnType<App['meetPeople']>>;

export type WaitForPeopleOptions = {
	/** Milliseconds; 0: only what is known on this computer; undefined: until the signal. */
	readonly patience: number | undefined;
	readonly signal: AbortSignal;
	/** Called after every change; when it says true, nothing more is waited for. */
	readonly isEnough: (people: People) => boolean;
};

/** Looks for people and takes what they offer until it is enough, or the patience is at its end. @throws the reason of the signal */
export async function waitForPeople(app: Pick<App, 'meetPeople'>, {patience, signal, isEnough}: WaitForPeopleOptions, begin?: (people: People) => Promise<void>): Promise<void> {
	signal.throwIfAborted();
	const end = Promise.withResolvers<void>();
	// It may be stopped before it is waited for.
	end.promise.catch(() => undefined);
	let people: People | undefined;
	const look = (): void => {
		if (people && isEnough(people)) {
			end.resolve();
		}
	};

	const onAbort = (): void => {
		end.reject(signal.reason);
	};

	signal.addEventListener('abort', onAbort, {once: true});
	const timer = patience === undefined ? undefined : setTimeout(end.resolve, patience);
	try {
		people = await app.meetPeople({onChange: look, meets: patience !== 0});
		await begin?.(people);
		look();
		await end.promise;
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', onAbort);
		people?.close();
	}
}
