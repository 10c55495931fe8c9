import {Buffer} from 'node:buffer';
import type Hypercore from 'hypercore';
import {bootId} from '../folder/boot-id.ts';

/** Whether the machine has started anew since this was last asked about a feed: bytes that were not synced then may be gone. */
export async function hasRestarted(core: Hypercore): Promise<boolean> {
	const boot = await bootId();
	const before = await core.getUserData('boot');
	await core.setUserData('boot', boot);
	return before !== null && Buffer.from(before).toString() !== boot;
}
