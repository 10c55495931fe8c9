import {parseShareKey} from '../link/share-key.ts';
import type {AppContext} from './app-context.ts';
import {describeOffer} from './describe-offer.ts';
import type {FerryEvent, OnEvent} from './events.ts';
import {PeopleExchange} from './people-exchange.ts';

export type OfferToOptions = {
	/** Keys in hexadecimal. */
	readonly peers: readonly string[];
	readonly onEvent: OnEvent;
	/** How much it is, where nobody counts it first. */
	readonly totals?: Totals | undefined;
};

type Totals = {readonly files: number; readonly bytes: number};

/** Shares something, and offers it to peers as soon as others can find it and it is known how much it is; says how far each offer has come. */
export async function offerTo(context: AppContext, {peers, onEvent, totals: known}: OfferToOptions, share: (onEvent: OnEvent) => Promise<void>): Promise<void> {
	const said = new Map<string, string>();
	let offered: string | undefined;
	const say = (): void => {
		for (const {peer, key, status} of exchange.desk.sent) {
			if (key === offered && peers.includes(peer) && said.get(peer) !== status) {
				said.set(peer, status);
				const name = exchange.book.names[peer];
				onEvent({
					type: 'sent-offer', peer, status, ...(name !== undefined && {name}),
				});
			}
		}
	};

	let announced: string | undefined;
	let totals = known;
	let offering: Promise<void> | undefined;
	const onSharing = (event: FerryEvent): void => {
		onEvent(event);
		announced = event.type === 'announced' ? event.key : announced;
		totals = event.type === 'scanned' || event.type === 'version' ? {files: event.files, bytes: event.bytes} : totals;
		if (announced !== undefined && totals) {
			offering ??= offer(announced, totals).catch((error: unknown) => {
				// It is shared all the same.
				onEvent({type: 'warning', code: 'not-offered', message: `It could not be offered: ${error instanceof Error ? error.message : String(error)}`});
			});
		}
	};

	const offer = async (key: string, amount: Totals): Promise<void> => {
		const described = await describeOffer(context.library, parseShareKey(key), amount);
		offered = described.key;
		await exchange.change(async () => exchange.desk.send(described, peers, Date.now()));
	};

	const exchange = await PeopleExchange.open(context, {
		onChange() {
			if (offered !== undefined) {
				say();
			}
		},
	});
	try {
		await share(onSharing);
		await offering;
	} finally {
		exchange.close();
	}
}
