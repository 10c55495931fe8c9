import {bindAddress} from './bind-address.ts';

/** Whether the local network is used too, not at all, or alone. */
export type LanMode = 'on' | 'off' | 'only';

export type LanModeOptions = {
	/** What the user says; undefined: nothing. */
	readonly lan: LanMode | undefined;
	readonly bootstrap: readonly string[] | undefined;
	readonly lanInterface: string | undefined;
};

/** Unless the user says it, the local network is used, but not with a DHT that is on loopback as a whole: then nothing leaves the computer. */
export function lanMode({lan, bootstrap, lanInterface}: LanModeOptions): LanMode {
	return lan ?? (bootstrap && bindAddress(bootstrap) !== '0.0.0.0' && lanInterface === undefined ? 'off' : 'on');
}
