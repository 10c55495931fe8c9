import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {
	friendsOf, isNameTaken, keyOfName, openContacts, parseContacts, withContact, type Contacts,
} from '../../source/library/contacts.ts';
import {saveSettings} from '../../source/library/settings.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const ann = 'a1'.repeat(32);
const ben = 'b2'.repeat(32);
const cleo = 'c3'.repeat(32);
const none: Contacts = {ownName: '', lanOffers: false, contacts: {}};
const some: Contacts = {...none, contacts: {[ann]: {name: 'Ann', isBlocked: false}, [ben]: {name: 'Ben', isBlocked: true}, [cleo]: {name: '', isBlocked: true}}};

const table: ReadonlyArray<readonly [title: string, value: unknown, contacts: Contacts | undefined]> = [
	['nothing said takes every default', {}, none],
	['contacts are kept', some, some],
	['null describes nobody', null, undefined],
	['a contact without a block or no block is none', {contacts: {[ann]: {name: 'Ann'}}}, undefined],
	['a name that is no text is none', {ownName: 1}, undefined],
];

for (const [title, value, contacts] of table) {
	test(title, () => {
		assert.deepEqual(parseContacts(value), contacts);
	});
}

test('names that were given to peers by an older version are contacts, once', async t => {
	const folder = await temporaryFolder(t);
	await saveSettings(folder, {
		peerNames: {[ann]: 'Ann', [ben]: ''}, uploadLimit: null, downloadLimit: null, limitsExceptLan: null, theme: 'dark',
	});
	const stored = await openContacts(folder);
	assert.deepEqual(stored.value.contacts, {[ann]: {name: 'Ann', isBlocked: false}});
	await stored.change(contacts => withContact(contacts, ann, {name: ''}));
	assert.deepEqual((await openContacts(folder)).value.contacts, {});
});

test('a file that can’t be understood is an error that names it, and stays: nobody’s block is lost', async t => {
	const folder = await temporaryFolder(t);
	const file = path.join(folder, 'contacts.json');
	const stored = await openContacts(folder);
	await stored.change(contacts => withContact(contacts, ben, {isBlocked: true}));
	const text = await readFile(file, 'utf8');
	for (const broken of [text.slice(0, -9), '', 'null', '{"contacts": []}x']) {
		await writeFile(file, broken);
		await assert.rejects(openContacts(folder), error => error instanceof ExpectedError && error.code === 'contacts-unreadable' && error.message.includes(file));
		await assert.rejects(stored.reload(), {code: 'contacts-unreadable'});
		await assert.rejects(stored.change(contacts => withContact(contacts, ann, {name: 'Ann'})), {code: 'contacts-unreadable'});
		assert.equal(stored.value.contacts[ben]?.isBlocked, true, 'whoever has read it before goes by that');
		assert.equal(await readFile(file, 'utf8'), broken);
	}

	await writeFile(file, text);
	assert.equal((await openContacts(folder)).value.contacts[ben]?.isBlocked, true);
});

test('who has neither a name nor a block is forgotten, and who is blocked is not', () => {
	assert.deepEqual(withContact(some, ann, {name: ''}).contacts, {[ben]: some.contacts[ben], [cleo]: some.contacts[cleo]});
	assert.deepEqual(withContact(some, ben, {name: ''}).contacts[ben], {name: '', isBlocked: true});
	assert.equal(cleo in withContact(some, cleo, {isBlocked: false}).contacts, false);
});

test('friends have a name, no block, and a key that can be one', () => {
	assert.deepEqual(friendsOf({...some, contacts: {...some.contacts, ab: {name: 'Old', isBlocked: false}}}), [ann]);
});

test('a name is found whatever its case, and not when two have it', () => {
	assert.equal(keyOfName(some, ' ANN'), ann);
	assert.equal(keyOfName(some, ''), undefined);
	assert.equal(keyOfName(some, 'nobody'), undefined);
	assert.equal(keyOfName(withContact(some, cleo, {name: 'ann'}), 'Ann'), undefined);
	assert.equal(isNameTaken(some, 'ann', ann), false);
	assert.equal(isNameTaken(some, 'ann', ben), true);
});
