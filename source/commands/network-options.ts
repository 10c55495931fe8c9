import {Buffer} from 'node:buffer';
import type {AppOptions} from '../app/app.ts';
import type {Config} from '../app/config.ts';
import {isHostAndPort} from '../base/is-host-and-port.ts';
import type {dashboardFlags, FlagValues} from './flags.ts';
import {limitsOf, type LimitFlagValues} from './limit-flags.ts';
import {usageError} from './usage-error.ts';

/** The options that say how a command takes part in the network; some commands have none of them. */
type NetworkFlagValues = Partial<FlagValues<typeof dashboardFlags>> & LimitFlagValues;

/** What else says it, for every command. */
export type Defaults = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly config: Config;
};

/**
What ferry's place on disk and in the network is: as the options of a command say, else the environment, else the config file. All is checked before anything is opened.

@param name - The command, for errors.
@throws {ExpectedError} `usage`, naming what can't be.
*/
export function networkOptions(flags: NetworkFlagValues, name: string, {environment, config}: Defaults): AppOptions {
	const {bootstrap: given = [], store, relayThrough = config.relayThrough} = flags;
	checkNodes('--bootstrap', given, name);
	const {FERRY_BOOTSTRAP: variable = ''} = environment;
	const nearby = variable.split(/[\s,]+/v).filter(node => node !== '');
	if (variable !== '' && nearby.length === 0) {
		// Whoever has set it wants nodes of their own, and not the public ones.
		throw usageError('FERRY_BOOTSTRAP is set, but names no HOST:PORT; unset it to use the public nodes.', name);
	}

	checkNodes('FERRY_BOOTSTRAP', nearby, name);
	if (relayThrough !== undefined && !/^[\da-f]{64}$/iv.test(relayThrough)) {
		throw usageError('--relay-through needs the key that “ferry node --relay” shows, 64 hexadecimal digits.', name);
	}

	const lan = lanOf(flags, name, {hasNodes: given.length + nearby.length > 0, config});
	const tcp = flags.tcp !== false && config.tcp !== false;
	if (lan === 'only' && !tcp) {
		throw usageError('The local network alone is used over TCP, which the command line or the config file turns off.', name);
	}

	const limits = mergedLimits(flags, name, config);
	return {
		store,
		bootstrap: given.length > 0 ? given : (nearby.length > 0 ? nearby : config.bootstrap ?? []),
		...((limits.upload ?? limits.download ?? limits.exceptLan) !== undefined && {limits}),
		...(!tcp && {tcp}),
		...(lan !== 'on' && {lan}),
		...(relayThrough !== undefined && {relayThrough: Buffer.from(relayThrough, 'hex')}),
	};
}

function checkNodes(source: string, nodes: readonly string[], name: string): void {
	for (const node of nodes) {
		if (!isHostAndPort(node)) {
			throw usageError(`${source} needs HOST:PORT with a port from 1 to 65535, not ${node}.`, name);
		}
	}
}

/** Whoever names nodes of a DHT now wants it, whatever stands in the file. */
function lanOf(flags: NetworkFlagValues, name: string, {hasNodes, config}: {readonly hasNodes: boolean; readonly config: Config}): 'on' | 'off' | 'only' {
	const {bootstrap = [], tcp = true, lan = true, lanOnly = false} = flags;
	if (lanOnly && (!lan || !tcp)) {
		throw usageError('--lan-only excludes --no-lan, and --no-tcp: the local network is used over TCP.', name);
	}

	if (lanOnly && bootstrap.length > 0) {
		throw usageError('--lan-only uses no DHT, so --bootstrap has no meaning beside it.', name);
	}

	if (lanOnly || !lan) {
		return lanOnly ? 'only' : 'off';
	}

	return config.lan === 'only' && hasNodes ? 'on' : config.lan ?? 'on';
}

/** An option takes the place of what the file says of the same direction; 0 lifts that. */
function mergedLimits(flags: LimitFlagValues, name: string, {limits}: Config): NonNullable<AppOptions['limits']> {
	const {upload = limits?.up, download = limits?.down} = limitsOf(flags, name);
	return {upload: upload ?? undefined, download: download ?? undefined, ...((flags.limitExceptLan === true || limits?.exceptLan === true) && {exceptLan: true})};
}
