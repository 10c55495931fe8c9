import {once} from 'node:events';
import {setTimeout as delay} from 'node:timers/promises';
import type Hypercore from 'hypercore';
import {orAborted} from '../base/or-aborted.ts';
import type {Delivered} from '../transfer/delivery.ts';
import type {Connections} from './connections.ts';

/** How long a receiver waits for its peers to hear that everything is here. */
const longestWord = 3000;
/** How long a sharer that is done waits for the receiver to go by itself. */
const longestGoodbye = 1000;

/** Tells the peers that everything is on disk, and waits a little for them to have heard it. */
export async function sayDelivered({replication}: Connections, core: Hypercore, delivered: Delivered, signal: AbortSignal): Promise<void> {
	const said = replication.sayDelivered(core, delivered);
	await orAborted(Promise.race([said, delay(longestWord, undefined, {ref: false})]), signal);
}

/** Leaves the last word to the receiver, who then goes by itself; not when this side is interrupted meanwhile. */
export async function waitForGoodbye(core: Hypercore, signal: AbortSignal): Promise<void> {
	if (core.peers.length > 0 && !signal.aborted) {
		const end = new AbortController();
		await Promise.race([
			once(core, 'peer-remove', {signal: end.signal}),
			delay(longestGoodbye, undefined, {signal: AbortSignal.any([signal, end.signal])}),
		]).catch(() => undefined);
		end.abort();
	}
}
