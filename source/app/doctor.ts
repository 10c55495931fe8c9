import type {Library} from '../library/library.ts';
import {checkMachine} from './check-machine.ts';
import {checkNetwork} from './check-network.ts';
import {checkShare} from './check-share.ts';
import type {Check} from './check.ts';
import type {CheckedWays} from './checked-ways.ts';

export type DoctorOptions = {
	/** The share whose peers are looked for. */
	readonly key: Uint8Array | undefined;
	readonly ways: CheckedWays;
	readonly signal: AbortSignal;
};

/** Looks at everything that ferry needs, one thing after the other. It changes nothing, and takes nothing from a ferry that runs. */
export async function * doctor(library: Library, {key, ways, signal}: DoctorOptions): AsyncGenerator<Check> {
	yield * checkMachine(library);
	yield * checkNetwork(ways, signal);
	if (key) {
		yield * checkShare(library, {key, ways, signal});
	}
}
