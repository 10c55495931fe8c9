/** Settles like the promise, or rejects with the signal's reason when that comes first. */
export async function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
	// Whoever has stopped waiting doesn't hear how it ended.
	promise.catch(() => undefined);
	signal.throwIfAborted();
	return new Promise<Value>((resolve, reject) => {
		const onAbort = (): void => {
			// eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever it was aborted with
			reject(signal.reason);
		};

		signal.addEventListener('abort', onAbort, {once: true});
		promise.then(resolve, reject).finally(() => {
			signal.removeEventListener('abort', onAbort);
		});
	});
}
