import process from 'node:process';
import {UDX} from '../udx/udx.ts';

type Runtime = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Of the runtime and what it is made of, by name. */
	readonly versions: Readonly<Record<string, string | undefined>>;
};

/**
Whether streams go over our own UDX.

The native one calls functions of libuv that Deno and Bun don't have: that ends the process and can't be caught, so it must be known before.
*/
export function isOwnUdxNeeded({environment, versions}: Runtime): boolean {
	return environment['FERRY_UDX'] === 'typescript' || versions['deno'] !== undefined || versions['bun'] !== undefined;
}

/** The UDX for a DHT node of this process; undefined for the native one, which it makes itself. */
export function chooseUdx({environment = process.env, versions = process.versions}: Partial<Runtime> = {}): UDX | undefined {
	return isOwnUdxNeeded({environment, versions}) ? new UDX() : undefined;
}
