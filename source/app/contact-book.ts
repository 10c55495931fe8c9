import {Buffer} from 'node:buffer';
import {ExpectedError} from '../base/errors.ts';
import {isKey} from '../base/json-check.ts';
import {
	friendsOf, isNameTaken, keyOfName, openContacts, withContact, type Contacts,
} from '../library/contacts.ts';
import {loadIdentity} from '../library/identity.ts';
import type {Library} from '../library/library.ts';
import type {StoredValue} from '../library/stored-value.ts';
import {comparisonWords} from '../link/comparison-words.ts';
import {longestOwnName} from '../transfer/offer-messages.ts';

/** Bytes of the name that the user gives to somebody. */
const longestName = 256;

/** The people that the user knows, by their public keys in hexadecimal, and what this computer is called. */
export class ContactBook {
	static async open({directory}: Pick<Library, 'directory'>): Promise<ContactBook> {
		const {publicKey} = await loadIdentity(directory);
		return new ContactBook(Buffer.from(publicKey).toString('hex'), await openContacts(directory));
	}

	/** This computer's public key, hexadecimal. */
	readonly ownKey: string;
	readonly #stored: StoredValue<Contacts>;

	/** Get one from `ContactBook.open`. */
	constructor(ownKey: string, stored: StoredValue<Contacts>) {
		this.ownKey = ownKey;
		this.#stored = stored;
	}

	get all(): Contacts {
		return this.#stored.value;
	}

	/** Whom the user has named and not blocked. */
	get friends(): readonly string[] {
		return friendsOf(this.all);
	}

	/** Names by key. */
	get names(): Readonly<Record<string, string>> {
		return Object.fromEntries(Object.entries(this.all.contacts).filter(([, {name}]) => name !== '').map(([key, {name}]) => [key, name]));
	}

	isFriend(peer: string): boolean {
		const contact = this.all.contacts[peer];
		return contact !== undefined && contact.name !== '' && !contact.isBlocked;
	}

	isBlocked(peer: string): boolean {
		return this.all.contacts[peer]?.isBlocked ?? false;
	}

	/** Reads what other processes have made of it, and says whether that is something else. */
	async reload(): Promise<boolean> {
		return this.#stored.reload();
	}

	/** The key that the user means by a contact's name or a key. @throws ExpectedError `usage` */
	keyOf(text: string): string {
		const key = keyOfName(this.all, text) ?? text.trim().toLowerCase();
		if (!isKey(key)) {
			throw new ExpectedError('usage', `There is no contact called “${text}”, and it is no public key.`, {
				hint: '“ferry peers” lists the contacts. A public key has 64 hexadecimal digits; “ferry id” shows it over there.',
			});
		}

		if (key === this.ownKey) {
			throw new ExpectedError('usage', 'That is this computer’s own public key.', {hint: '“ferry id” on the other computer shows the one that is needed.'});
		}

		return key;
	}

	/** Gives somebody a name, which makes them a contact. @throws ExpectedError `usage` */
	async add(keyText: string, nameText: string): Promise<void> {
		const key = keyText.trim().toLowerCase();
		if (!isKey(key)) {
			throw new ExpectedError('usage', 'That is no public key.', {hint: 'It has 64 hexadecimal digits; “ferry id” shows it on the other computer.'});
		}

		const name = nameText.trim();
		if (name === '') {
			throw new ExpectedError('usage', 'A contact needs a name.', {hint: 'Any name by which you know them will do.'});
		}

		await this.name(this.keyOf(key), name);
	}

	/** Gives somebody another name; an empty one takes it back. @throws ExpectedError `usage` */
	async name(key: string, name: string): Promise<void> {
		if (Buffer.byteLength(name) > longestName || isKey(name.toLowerCase())) {
			throw new ExpectedError('usage', `A name is no key, and has ${longestName} bytes at most.`, {hint: 'Choose another one.'});
		}

		await this.#stored.change(contacts => {
			if (name !== '' && isNameTaken(contacts, name, key)) {
				throw new ExpectedError('usage', 'Another contact has that name.', {hint: 'Choose another one, or remove that contact first.'});
			}

			return withContact(contacts, key, {name});
		});
	}

	/** Forgets somebody, blocked or not. */
	async remove(key: string): Promise<void> {
		await this.#stored.change(contacts => withContact(contacts, key, {name: '', isBlocked: false}));
	}

	async block(key: string, isBlocked: boolean): Promise<void> {
		await this.#stored.change(contacts => withContact(contacts, key, {isBlocked}));
	}

	/** What this computer is called; empty: nothing is said. @throws ExpectedError `usage` */
	async setOwnName(text: string): Promise<void> {
		const ownName = text.trim();
		if (Buffer.byteLength(ownName) > longestOwnName) {
			throw new ExpectedError('usage', `What this computer is called can have ${longestOwnName} bytes at most.`, {hint: 'Choose a shorter name.'});
		}

		await this.#stored.change(contacts => ({...contacts, ownName}));
	}

	async setLanOffers(lanOffers: boolean): Promise<void> {
		await this.#stored.change(contacts => ({...contacts, lanOffers}));
	}

	/** What both sides see for each other's keys. */
	async words(key: string): Promise<string[]> {
		return comparisonWords(Buffer.from(this.ownKey, 'hex'), Buffer.from(key, 'hex'));
	}
}
