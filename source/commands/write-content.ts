import type {App} from '../app/app.ts';
import type {FerryEvent} from '../app/events.ts';
import type {VersionWish} from '../app/version-wish.ts';
import {ExpectedError} from '../base/errors.ts';
import {OutputError} from '../base/output-error.ts';
import type {CommandContext} from './command.ts';

export type WriteContentOptions = {
	/** In the share; undefined: the only file there is. */
	readonly path: string | undefined;
	readonly version: VersionWish | undefined;
	/** Milliseconds to look for peers; undefined: for ever. */
	readonly timeout: number | undefined;
	/** It is how the share is got: who shares it is told that it was delivered. */
	readonly isDelivery: boolean;
};

/** The byte that ends a line. */
const newline = 10;

/** Writes a file of a share to standard output as its blocks arrive, in order, and nothing else there. */
export async function writeContent({output, signal}: Pick<CommandContext, 'output' | 'signal'>, app: App, {key, ...options}: WriteContentOptions & {readonly key: Uint8Array}): Promise<void> {
	let peers = 0;
	const onEvent = (event: FerryEvent): void => {
		peers += event.type === 'peer-connected' ? 1 : (event.type === 'peer-disconnected' ? -1 : 0);
		if (event.type === 'peer-disconnected' && peers === 0) {
			output.note('Nobody who has it is connected any more; waiting for a peer …');
		}

		// Progress that is redrawn would erase the end of a file shown on the same terminal.
		if (event.type === 'searching' || event.type === 'warning' || (event.type === 'receiving' && !output.isShown)) {
			output.event(event);
		}
	};

	try {
		let last: number | undefined;
		for await (const chunk of app.cat(key, options.path, {...options, signal, onEvent})) {
			last = chunk.at(-1) ?? last;
			await output.bytes(chunk);
		}

		if (output.isShown && last !== undefined && last !== newline) {
			// A prompt, or what npx clears at its end, would take the last line.
			await output.bytes(Uint8Array.of(newline));
		}
	} catch (error) {
		// What is said of an interruption elsewhere, that it goes on where it stopped, is not so here.
		throw signal.aborted && signal.reason instanceof ExpectedError && !(signal.reason instanceof OutputError)
			? new ExpectedError(signal.reason.code, 'Interrupted before the end of the content.', {hint: 'Run the same command again: it begins anew.'})
			: error;
	}
}
