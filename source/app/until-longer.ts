import type Hypercore from 'hypercore';
import {orAborted} from '../base/or-aborted.ts';

/** Waits until a feed is longer than so many blocks. @throws the signal's reason. */
export async function untilLonger(core: Hypercore, length: number, signal: AbortSignal): Promise<void> {
	let look: (() => void) | undefined;
	try {
		await orAborted(new Promise<void>(resolve => {
			look = () => {
				if (core.length > length) {
					resolve();
				}
			};

			core.on('append', look);
			look();
		}), signal);
	} finally {
		core.off('append', look!);
	}
}
