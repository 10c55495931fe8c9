/** What a command was asked to do, and how it may end. */
export type Stoppable = {
	readonly signal: AbortSignal;
	/** Whether what the user asked for has been done; what goes on afterwards may be stopped at any time. */
	isDone(): boolean;
};

/**
Waits for work that goes on until it is stopped. Stopped after the job was done, it has succeeded, however it ended; before, it was interrupted.

@throws Whatever the work throws, and the reason of the signal.
*/
export async function untilDone(work: Promise<void>, {signal, isDone}: Stoppable): Promise<void> {
	try {
		await work;
	} catch (error) {
		if (!signal.aborted || !isDone()) {
			throw error;
		}
	}

	if (!isDone()) {
		signal.throwIfAborted();
	}
}
