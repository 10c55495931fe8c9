import {Buffer} from 'node:buffer';
import {isDeepStrictEqual} from 'node:util';
import {ExpectedError} from '../base/errors.ts';
import {encodeShareKey, parseShareKey} from '../link/share-key.ts';
import type {AppContext} from './app-context.ts';
import type {EngineShares} from './engine-shares.ts';
import type {EngineState} from './engine-state.ts';
import type {Engine} from './engine.ts';
import {describeOffer} from './describe-offer.ts';
import {PeopleExchange} from './people-exchange.ts';

type Shown = Pick<EngineState, 'peerNames' | 'ownKey' | 'ownName' | 'lanOffers' | 'people' | 'peerOffers' | 'sentOffers'>;

/** People, and what goes to and fro between them and the shares of an engine. */
export class EnginePeople {
	static async open(context: AppContext, {onChange}: {readonly onChange: () => void}): Promise<EnginePeople> {
		return new EnginePeople(context, await PeopleExchange.open(context, {onChange}));
	}

	readonly #context: AppContext;
	readonly #exchange: PeopleExchange;
	#shown: Shown | undefined;

	/** Get one from `EnginePeople.open`. */
	constructor(context: AppContext, exchange: PeopleExchange) {
		this.#context = context;
		this.#exchange = exchange;
	}

	/** What a dashboard shows: the same object for as long as it is the same. @param shares - the engine's, as soon as there are any. */
	shown(shares: EngineShares | undefined): Shown {
		const {book, desk, people} = this.#exchange;
		const next: Shown = {
			peerNames: book.names,
			ownKey: book.ownKey,
			ownName: book.all.ownName,
			lanOffers: book.all.lanOffers,
			people,
			peerOffers: desk.offers.map(({told, key, ...offer}) => ({...offer, key: encodeShareKey(Buffer.from(key, 'hex'))})),
			sentOffers: desk.sent.flatMap(({peer, key, status}) => {
				const shareKey = encodeShareKey(Buffer.from(key, 'hex'));
				const share = shares?.all.find(({runner: {model}}) => model.direction === 'sharing' && model.key === shareKey);
				return share ? [{shareId: share.runner.model.id, peer, status}] : [];
			}),
		};
		if (!isDeepStrictEqual(next, this.#shown)) {
			// What did not change stays the same object, which is how a screen sees it.
			this.#shown = {
				...next,
				...(isDeepStrictEqual(next.people, this.#shown?.people) && {people: this.#shown!.people}),
				...(isDeepStrictEqual(next.peerOffers, this.#shown?.peerOffers) && {peerOffers: this.#shown!.peerOffers}),
				...(isDeepStrictEqual(next.sentOffers, this.#shown?.sentOffers) && {sentOffers: this.#shown!.sentOffers}),
			};
		}

		return this.#shown!;
	}

	/** What the engine can do with people. @param shares - the engine's. */
	actions(shares: EngineShares): Pick<Engine, 'namePeer' | 'setOwnName' | 'setLanOffers' | 'addContact' | 'removeContact' | 'blockContact' | 'comparisonWords' | 'offerShare' | 'answerPeerOffer'> {
		const exchange = this.#exchange;
		const context = this.#context;
		const accepted = async (key: Uint8Array): Promise<void> => this.accepted(key);
		const {book, desk} = exchange;
		return {
			namePeer: async (peer, name) => exchange.change(async () => book.name(peer, name)),
			setOwnName: async name => exchange.change(async () => book.setOwnName(name)),
			setLanOffers: async isAllowed => exchange.change(async () => book.setLanOffers(isAllowed)),
			addContact: async (key, name) => exchange.change(async () => book.add(key, name)),
			removeContact: async peer => exchange.remove(peer),
			blockContact: async (peer, isBlocked) => exchange.block(peer, isBlocked),
			comparisonWords: async peer => book.words(peer),
			offerShare: async (id, peers) => this.#offer(shares, id, peers),
			async answerPeerOffer(id, answer) {
				if (answer === 'accept') {
					const key = Buffer.from(desk.find(id).key, 'hex');
					// What has its place already has nothing more to ask the user.
					if (await context.library.find(key, 'receiving')) {
						await accepted(key);
					}

					return shares.get(key);
				}

				const offer = await exchange.change(async () => desk.answer(id, 'refused'));
				if (answer === 'block') {
					await exchange.block(offer.peer, true);
				}

				return undefined;
			},
		};
	}

	/** The user has said yes to a share: that is the answer to whoever has offered it, however often. */
	async accepted(key: Uint8Array): Promise<void> {
		const {desk} = this.#exchange;
		const offers = desk.offers.filter(offer => offer.key === Buffer.from(key).toString('hex'));
		if (offers.length > 0) {
			await this.#exchange.change(async () => Promise.all(offers.map(async ({id}) => desk.answer(id, 'accepted'))));
		}
	}

	close(): void {
		this.#exchange.close();
	}

	async #offer(shares: EngineShares, id: string, peers: readonly string[]): Promise<void> {
		const {runner: {model}} = shares.find(id);
		if (model.key === '' || model.direction !== 'sharing') {
			throw new ExpectedError('usage', 'That can’t be offered.', {hint: 'Offer what is shared from here, as soon as it has its key.'});
		}

		const offer = await describeOffer(this.#context.library, parseShareKey(model.key), {files: model.totalFiles, bytes: model.totalBytes});
		await this.#exchange.change(async () => this.#exchange.desk.send(offer, peers, Date.now()));
	}
}
