import type {Library} from '../library/library.ts';
import {checkMachine} from './check-machine.ts';
import {checkNetwork} from './check-network.ts';
import {checkShare} from './check-share.ts';
import type {Check} from './check.ts';

export type DoctorOptions = {
	/** The share whose peers are looked for. */
	readonly key: Uint8Array | undefined;
	/** `host:port` of the DHT nodes to start from; undefined for the public ones. */
	readonly bootstrap: readonly string[] | undefined;
	/** The address of the only interface for the local network; undefined: all. */
	readonly lanInterface: string | undefined;
	readonly signal: AbortSignal;
};

/** Looks at everything that ferry needs, one thing after the other. It changes nothing, and takes nothing from a ferry that runs. */
export async function * doctor(library: Library, {key, bootstrap, lanInterface, signal}: DoctorOptions): AsyncGenerator<Check> {
	yield * checkMachine(library);
	yield * checkNetwork({bootstrap, lanInterface, signal});
	if (key) {
		yield * checkShare(library, {key, bootstrap, signal});
	}
}
