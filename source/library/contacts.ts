import {
	hasFields, isFlag, isKey, isText,
} from '../base/json-check.ts';
import {ExpectedError} from '../base/errors.ts';
import {loadSettings} from './settings.ts';
import {StoredValue} from './stored-value.ts';

/** What the user says of somebody: their name for them, empty for one who is only blocked, and whether nothing is taken from them. */
export type Contact = {readonly name: string; readonly isBlocked: boolean};

/** What a data directory knows of people. */
export type Contacts = {
	/** As this computer calls itself; empty: it says nothing. */
	readonly ownName: string;
	/** Ferries of the local network that are no contacts may offer something. */
	readonly lanOffers: boolean;
	/** By their keys in hexadecimal. */
	readonly contacts: Readonly<Record<string, Contact>>;
};

const noContacts: Contacts = {ownName: '', lanOffers: false, contacts: {}};

/**
Opens the contacts of a data directory. Where there are none yet, the names that were given to peers in an older version are.

@throws ExpectedError `contacts-unreadable` when the file is there and can't be understood: who was blocked stands in it, so it is never taken for an empty one.
*/
export async function openContacts(directory: string): Promise<StoredValue<Contacts>> {
	const stored = await StoredValue.open(directory, {
		name: 'contacts.json', parse: parseContacts, initial: noContacts, unreadable,
	});
	if (!stored.isStored) {
		const {peerNames} = await loadSettings(directory);
		const named = Object.entries(peerNames).filter(([, name]) => name !== '');
		if (named.length > 0) {
			await stored.change(value => ({...value, contacts: Object.fromEntries(named.map(([key, name]) => [key, {name, isBlocked: false}]))}));
		}
	}

	return stored;
}

/** The contacts that a JSON value describes; undefined when it is anything else. */
export function parseContacts(value: unknown): Contacts | undefined {
	const complete: unknown = typeof value === 'object' && value !== null ? {...noContacts, ...value} : value;
	return areContacts(complete) ? complete : undefined;
}

function areContacts(value: unknown): value is Contacts {
	const isContact = hasFields({name: isText, isBlocked: isFlag});
	return hasFields({
		ownName: isText,
		lanOffers: isFlag,
		contacts: contacts => typeof contacts === 'object' && contacts !== null
			&& Object.entries(contacts).every(([, contact]) => isContact(contact)),
	})(value);
}

/** Somebody with a change; with neither a name nor a block nothing is left of them. */
export function withContact(contacts: Contacts, key: string, change: Partial<Contact>): Contacts {
	const {[key]: before = {name: '', isBlocked: false}, ...others} = contacts.contacts;
	const contact = {...before, ...change};
	return {...contacts, contacts: contact.name === '' && !contact.isBlocked ? others : {...others, [key]: contact}};
}

/** The keys of those who were named and are not blocked: whom ferry looks for. */
export function friendsOf({contacts}: Contacts): string[] {
	return Object.entries(contacts).filter(([key, {name, isBlocked}]) => name !== '' && !isBlocked && isKey(key)).map(([key]) => key);
}

/** The key of the contact with this name, whatever its case; undefined when there is none, or more than one. */
export function keyOfName({contacts}: Contacts, name: string): string | undefined {
	const keys = Object.entries(contacts).filter(([, contact]) => contact.name !== '' && isSameName(contact.name, name)).map(([key]) => key);
	return keys.length === 1 ? keys[0] : undefined;
}

/** Whether somebody else has this name already. */
export function isNameTaken({contacts}: Contacts, name: string, key: string): boolean {
	return Object.entries(contacts).some(([other, contact]) => other !== key && isSameName(contact.name, name));
}

function isSameName(one: string, other: string): boolean {
	return one.trim().normalize('NFC').toLowerCase() === other.trim().normalize('NFC').toLowerCase();
}

function unreadable(file: string): ExpectedError {
	return new ExpectedError('contacts-unreadable', `Your contacts, and whom you have blocked, in “${file}” can’t be read.`, {
		hint: 'Restore the file from a backup, or mend it: it is JSON. If it is lost, move it away; then nobody is a contact, and nobody is blocked any more.',
	});
}
