import type Hypercore from 'hypercore';
import {ExpectedError} from '../base/errors.ts';
import type {ReadRecord} from '../feed/read-page.ts';
import {getAvailable} from './available.ts';

/** Milliseconds that peers who are connected have to tell that they have something. */
const patience = 10_000;

/**
Reads records of a feed that are here or with a peer that is connected. Nobody is waited for: what can't be had now is missing.

@returns What reads a record. @throws ExpectedError `content-gone`, and the signal's reason
*/
export function readReachable(core: Hypercore, signal: AbortSignal): ReadRecord {
	return async index => {
		signal.throwIfAborted();
		const bytes = await core.get(index, {wait: false});
		return bytes ?? askConnected(core, index, signal);
	};
}

async function askConnected(core: Hypercore, index: number, signal: AbortSignal): Promise<Uint8Array> {
	const alone = new AbortController();
	const look = (): void => {
		if (core.peers.length === 0) {
			alone.abort(nobodyThere());
		}
	};

	core.on('peer-remove', look);
	look();
	try {
		return await getAvailable(core, index, {patience, signal: AbortSignal.any([signal, alone.signal]), gone: nobodyHasIt});
	} finally {
		core.off('peer-remove', look);
	}
}

function nobodyThere(): ExpectedError {
	return new ExpectedError('content-gone', 'This part of the history is not here, and nobody who may have it is connected.', {
		hint: 'It is read when somebody is.',
	});
}

function nobodyHasIt(): ExpectedError {
	return new ExpectedError('content-gone', 'This part of the history is not here, and nobody who is connected has it.', {
		hint: 'Whoever shares it has all of it.',
	});
}
