import type Hypercore from 'hypercore';
import {decodeCommit} from '../feed/commit.ts';
import type {OnEvent} from './events.ts';
import {getBlock} from './get-block.ts';
import {untilLonger} from './until-longer.ts';

/**
Waits for a version that is to be received: for whoever follows a share that is any growth of its feed behind so many blocks. Others are only told of each complete one.

@throws the signal's reason.
*/
export async function untilNewer(core: Hypercore, length: number, {isLive, signal, onEvent}: {readonly isLive: boolean; readonly signal: AbortSignal; readonly onEvent: OnEvent}): Promise<void> {
	for (;;) {
		await untilLonger(core, length, signal);
		if (isLive) {
			return;
		}

		length = core.length;
		const {version, complete} = decodeCommit(await getBlock(core, length - 1, signal));
		if (complete) {
			onEvent({type: 'newer-version', version});
		}
	}
}
