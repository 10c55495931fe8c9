/** Why a peer that was found could not be dialled. */
export type DialFailure = {
	/** As the DHT names it, or `PEER_SILENT`, or `RELAY_UNREACHABLE`. */
	readonly code: string;
	/** Sentences, for people. */
	readonly reason: string;
	/** What helps; undefined where waiting may be enough. */
	readonly remedy: string | undefined;
};

const noWay = {
	reason: 'A peer was found, but there is no direct way to it: the routers of both sides choose another port for every connection, or let nobody in.',
	remedy: 'Put one side into another network, as a phone’s hotspot, or go through a relay of your own: “ferry node --relay” on a computer that both can reach, and --relay-through here.',
};

/** Whoever goes through a relay needs no advice to do so. */
const noWayThrough = {
	reason: 'A peer was found, but there is no direct way to it, and none through the relay so far.',
	remedy: 'Check that “ferry node --relay” still runs there, and that both sides can reach that computer.',
};

const silent = {
	reason: 'A peer was found, but it doesn’t answer.',
	remedy: undefined,
};

const failures: Readonly<Record<string, Omit<DialFailure, 'code'>>> = {

	HOLEPUNCH_ABORTED: noWay,
	HOLEPUNCH_DOUBLE_RANDOMIZED_NATS: noWay,
	CANNOT_HOLEPUNCH: noWay,
	REMOTE_NOT_HOLEPUNCHABLE: noWay,
	REMOTE_NOT_HOLEPUNCHING: silent,
	HOLEPUNCH_PROBE_TIMEOUT: silent,
	PEER_CONNECTION_FAILED: silent,
	ETIMEDOUT: silent,
	PEER_SILENT: {reason: 'A peer was found, but nothing arrives from it.', remedy: undefined},
	PEER_NOT_FOUND: {reason: 'A peer was announced, but it is not there any more.', remedy: undefined},
	REMOTE_ABORTED: {reason: 'A peer was found, but it has broken off.', remedy: undefined},
	RELAY_UNREACHABLE: {reason: 'The relay of --relay-through can’t be reached.', remedy: 'Check that “ferry node --relay” still runs there, and that the key is the one that it shows.'},
	RELAY_ABORTED: {reason: 'The relay has broken off.', remedy: 'Check that “ferry node --relay” still runs there.'},

};

/** What a failed dial means, by the code of its error, and whether a relay was tried too. */
export function dialFailure(code: string, {hasRelay = false}: {readonly hasRelay?: boolean} = {}): DialFailure {
	const known = failures[code] ?? {reason: `A peer was found, but it could not be dialled (${code}).`, remedy: undefined};
	return {code, ...(hasRelay && known === noWay ? noWayThrough : known)};
}
