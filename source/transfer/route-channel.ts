import type SecretStream from '@hyperswarm/secret-stream';
import {string, uint} from 'compact-encoding';
import Protomux, {
	type Channel, type Encoding, type EncodingState, type Message,
} from 'protomux';

/** Where a peer says that it can be dialled over TCP. */
export type RouteOffer = {
	readonly port: number;
	/** Of the peer's own network interfaces. */
	readonly addresses: readonly string[];
};

const routeProtocol = 'hyperferry/route';

const mostAddresses = 16;
/** Of an address in the longest notation of IPv6. */
const longestAddress = 45;

/** How it goes over the wire: the port, how many addresses, and those as text. */
export const routeOfferEncoding: Encoding<RouteOffer> = {
	preencode(state: EncodingState, {port, addresses}: RouteOffer) {
		uint.preencode(state, port);
		uint.preencode(state, Math.min(addresses.length, mostAddresses));
		for (const address of addresses.slice(0, mostAddresses)) {
			string.preencode(state, address);
		}
	},
	encode(state: EncodingState, {port, addresses}: RouteOffer) {
		uint.encode(state, port);
		uint.encode(state, Math.min(addresses.length, mostAddresses));
		for (const address of addresses.slice(0, mostAddresses)) {
			string.encode(state, address);
		}
	},
	/** Protomux takes some kinds of errors for bugs and ends the process: whatever a peer has sent, it is a plain one. */
	decode(state: EncodingState): RouteOffer {
		try {
			const port = uint.decode(state);
			const count = uint.decode(state);
			if (count > mostAddresses) {
				throw new Error('too many');
			}

			const addresses = Array.from({length: count}, () => string.decode(state));
			if (addresses.some(address => address.length > longestAddress)) {
				throw new Error('too long');
			}

			return {port, addresses};
		} catch (error) {
			throw new Error('The peer offers a route that can’t be read', {cause: error});
		}
	},
};

/** Calls back when the peer of a connection wants to talk about routes and this side has not begun. */
export function whenAskedForRoutes(stream: SecretStream, onAsked: () => void): void {
	Protomux.from(stream).pair({protocol: routeProtocol}, onAsked);
}

/** The words about faster routes that two peers exchange beside their feeds. Each side says once where it can be dialled. */
export class RouteChannel {
	readonly #channel: Channel | null;
	readonly #offer: Message<RouteOffer> | undefined;

	constructor(stream: SecretStream, onOffer: (offer: RouteOffer) => void) {
		let isHeard = false;
		this.#channel = Protomux.from(stream).createChannel({protocol: routeProtocol});
		this.#offer = this.#channel?.addMessage({
			encoding: routeOfferEncoding,
			onmessage(offer) {
				// One is enough; with many a peer could have us dial without end.
				if (!isHeard) {
					isHeard = true;
					onOffer(offer);
				}
			},
		});
		this.#channel?.open();
	}

	say(offer: RouteOffer): void {
		this.#offer?.send(offer);
	}
}
