import {Buffer} from 'node:buffer';
import type {AppContext} from './app-context.ts';
import type {Company, Connections} from './connections.ts';
import {ContactBook} from './contact-book.ts';
import {OfferDesk, topicOfShare} from './offer-desk.ts';
import {OfferTalks} from './offer-talks.ts';
import type {PersonView} from './people.ts';
import {Presence} from './presence.ts';

/** How often it is looked what other processes have made of contacts and offers, and who is there no more; in milliseconds. */
const refreshPeriod = 3000;

export type PeopleExchangeOptions = {
	/** Something of what is known may have changed. */
	readonly onChange: () => void;
	/** False: only what is known on this computer, without the network. */
	readonly meets?: boolean;
	/** True: it only tells what other processes of this computer offer, which have no key that anybody knows, and gives way to whoever does more. */
	readonly isErrand?: boolean;
};

/**
People and what they offer, for as long as somebody wants it: looks for contacts, lets them find this computer, takes what they offer and tells them what is offered from here.

Without contacts, offers to be told and the user's leave for neighbours it does nothing in the network. Nobody would know a process with a passing key: for as long as it has no other one, whichever process has this computer's key tells what it has left in the outbox; when that one is gone, it goes there under that key itself, too.
*/
export class PeopleExchange {
	static async open(context: AppContext, options: PeopleExchangeOptions): Promise<PeopleExchange> {
		const exchange = new PeopleExchange(context, options, await ContactBook.open(context.library), await OfferDesk.open(context.library));
		await exchange.#attend();
		return exchange;
	}

	readonly book: ContactBook;
	readonly desk: OfferDesk;
	readonly #context: AppContext;
	readonly #onChange: () => void;
	readonly #meets: boolean;
	readonly #isErrand: boolean;
	readonly #talks: OfferTalks;
	readonly #timer: NodeJS.Timeout;
	/** Where shares are served from. */
	#serving: Connections | undefined;
	/** Where people are met. */
	#connections: Connections | undefined;
	#company: Company | undefined;
	#presence: Presence | undefined;
	#isClosed = false;

	/** Get one from `PeopleExchange.open`. */
	constructor(context: AppContext, {onChange, meets = true, isErrand = false}: PeopleExchangeOptions, book: ContactBook, desk: OfferDesk) {
		this.#context = context;
		this.#onChange = onChange;
		this.#meets = meets;
		this.#isErrand = isErrand;
		this.book = book;
		this.desk = desk;
		this.#talks = new OfferTalks({
			desk,
			ownName: () => book.all.ownName,
			mayTalk: peer => this.#mayOffer(peer) !== undefined || this.#isOfferedTo(peer),
			mayOffer: peer => this.#mayOffer(peer),
			isServed: key => (!isErrand && (this.#serving?.replication.has(topicOfShare(key)) ?? false)) || this.#isServedElsewhere(key),
			now: () => Date.now(),
			onChange,
		});
		this.#timer = setInterval(() => {
			// What can't be read now can be later.
			this.refresh().catch(() => undefined);
		}, refreshPeriod);
	}

	/** Whether another process has this computer's key: then nobody is met here. */
	get isPassing(): boolean {
		return this.#serving !== undefined && (this.#connections ?? this.#serving).isPassing;
	}

	/** Contacts in the order of their names and those whom the user has blocked, then others in the local network. */
	get people(): PersonView[] {
		const {contacts} = this.book.all;
		const known = Object.entries(contacts).toSorted(([, a], [, b]) => a.name.localeCompare(b.name));
		const others = this.#presence?.neighbours.filter(peer => !contacts[peer]) ?? [];
		return [...known.map(([peer]) => peer), ...others.toSorted()].map(peer => ({
			peer,
			name: someText(contacts[peer]?.name),
			toldName: someText(this.#talks.nameOf(peer)),
			isContact: Boolean(contacts[peer]?.name),
			isBlocked: contacts[peer]?.isBlocked ?? false,
			isOnline: this.#presence?.isOnline(peer),
			isOnLan: this.#presence?.isOnLan(peer) ?? false,
		}));
	}

	/** Takes up what has changed: here, in another process, or in the network. */
	async refresh(): Promise<void> {
		await Promise.all([this.book.reload(), this.desk.reload()]);
		if (!this.#isErrand) {
			await this.desk.forgetGone(await this.#context.library.list());
		}

		await this.#attend();
		this.#onChange();
	}

	/** Does something with contacts or offers, and sees to what follows from it. */
	async change<Result>(work: () => Promise<Result>): Promise<Result> {
		const result = await work();
		await this.#attend();
		this.#onChange();
		return result;
	}

	/** Takes nothing more from somebody, and forgets what they have offered; or takes it again. */
	async block(peer: string, isBlocked: boolean): Promise<void> {
		await this.change(async () => {
			await this.book.block(peer, isBlocked);
			if (isBlocked) {
				await this.desk.forgetPeer(peer);
			}
		});
	}

	/** Forgets a contact, and what it has offered. */
	async remove(peer: string): Promise<void> {
		await this.change(async () => {
			await this.book.remove(peer);
			await this.desk.forgetPeer(peer);
		});
	}

	close(): void {
		this.#isClosed = true;
		clearInterval(this.#timer);
		this.#talks.close();
		this.#presence?.close();
		if (this.#company) {
			this.#connections?.endCompany(this.#company);
		}
	}

	/** Has the network do what is wanted by now. */
	async #attend(): Promise<void> {
		const {friends, lanOffers} = this.#isErrand ? {friends: [], lanOffers: false} : {friends: this.book.friends, lanOffers: this.book.all.lanOffers};
		const peers = new Set([...friends, ...this.#offeredTo()]);
		if ((peers.size === 0 && !lanOffers && !this.#presence) || this.#isClosed || !this.#meets) {
			return;
		}

		this.#serving ??= await this.#context.connect();
		this.#connections ??= await this.#context.connectAsSelf();
		if (this.#isClosed || !this.#connections) {
			return;
		}

		if (!this.#presence) {
			if (this.#isErrand && this.#connections.hasCompany) {
				return;
			}

			this.#presence = new Presence(this.#connections, {ownKey: this.book.ownKey, now: () => Date.now()});
			this.#company = {
				isWelcome: peer => this.#mayOffer(peer) !== undefined || this.#isOfferedTo(peer),
				onConnection: connection => {
					this.#talks.add(connection);
				},
				onHeard: (peer, topic) => {
					if (this.#presence?.hear(peer, topic)) {
						this.#connections?.reviewCompany();
						this.#talks.review();
						this.#onChange();
					}
				},
				...(this.#isErrand && {
					onReplaced: () => {
						this.close();
					},
				}),
			};
			this.#connections.keepCompany(this.#company);
		}

		this.#presence.want({peers, isAnnounced: friends.length > 0 || lanOffers, withNeighbours: lanOffers});
		this.#connections.reviewCompany();
		this.#talks.review();
		this.#talks.tellAll();
	}

	#offeredTo(): string[] {
		return this.desk.sent
			.filter(({peer, status, key}) => (status === 'waiting' || status === 'received') && !this.book.isBlocked(peer) && (!this.#isErrand || this.#isServedElsewhere(key)))
			.map(({peer}) => peer);
	}

	/** Whether another process of this computer has a share open. */
	#isServedElsewhere(key: string): boolean {
		return this.#context.library.holderOf(Buffer.from(key, 'hex'), 'sharing') !== undefined;
	}

	#isOfferedTo(peer: string): boolean {
		return this.#offeredTo().includes(peer);
	}

	#mayOffer(peer: string): {readonly isFromLan: boolean} | undefined {
		if (this.#isErrand) {
			return undefined;
		}

		if (this.book.isFriend(peer)) {
			return {isFromLan: false};
		}

		return !this.book.isBlocked(peer) && this.book.all.lanOffers && this.#presence?.isNeighbour(peer) ? {isFromLan: true} : undefined;
	}
}

function someText(text: string | undefined): string | undefined {
	return text === '' ? undefined : text;
}
