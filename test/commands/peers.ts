import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ContactBook} from '../../source/app/contact-book.ts';
import {PeopleExchange} from '../../source/app/people-exchange.ts';
import {Library} from '../../source/library/library.ts';
import {type FakeApp, runCommand} from '../helpers/run-command.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const ben = 'b2'.repeat(32);
const cleo = 'c3'.repeat(32);

test('people are added, listed, blocked and forgotten, by name or key', async t => {
	const {app, book} = await prepare(t);
	for (const argv of [['add', ben, 'Ben Nevis'], ['add', cleo, 'Cleo'], ['block', 'ben nevis']]) {
		const {exitCode, output, error} = await runCommand(['peers', ...argv], {app});
		assert.equal(exitCode, 0, error);
		assert.equal(output, '');
	}

	const {output} = await runCommand(['peers', '--timeout', '0.01'], {app});
	assert.equal(output, `${ben}  blocked  Ben Nevis\n${cleo}  offline  Cleo\n`);
	const json = await runCommand(['peers', '--json', '--timeout', '0.01'], {app});
	assert.equal(json.output.split('\n')[1], `{"event":"peer","key":"${cleo}","name":"Cleo","contact":true,"blocked":false,"online":false,"lan":false}`);
	const words = await runCommand(['peers', 'words', cleo.toUpperCase()], {app});
	assert.match(words.output, /^(?:[a-z]+ ){7}[a-z]+\n$/v);
	const renamed = await runCommand(['peers', 'add', cleo, 'Cleopatra'], {app});
	assert.match(renamed.error, /^Cleopatra, so far Cleo, is a contact now\./v);
	const again = await runCommand(['peers', 'add', cleo, 'Cleo'], {app});
	assert.match(again.error, /^Cleo, so far Cleopatra, is a contact now\./v);
	await runCommand(['peers', 'unblock', ben], {app});
	await runCommand(['peers', 'remove', 'Cleo'], {app});
	assert.deepEqual((await book()).all.contacts, {[ben]: {name: 'Ben Nevis', isBlocked: false}});
});

test('whether neighbours may offer something is said and remembered', async t => {
	const {app, book} = await prepare(t);
	for (const [answer, expected] of [['on', true], ['off', false]] as const) {
		const {exitCode, error} = await runCommand(['peers', '--lan-offers', answer, '--timeout', '0.01'], {app});
		assert.equal(exitCode, 0, error);
		assert.equal((await book()).all.lanOffers, expected);
	}
});

test('what can’t be understood is told, and changes nothing', async t => {
	const {app, book} = await prepare(t);
	await runCommand(['peers', 'add', ben, 'Ben'], {app});
	const table = [
		['greet', 'Ben'],
		['add', cleo],
		['add', cleo, 'Ben'],
		['add', 'nonsense', 'Cleo'],
		['remove'],
		['remove', 'Nobody'],
		['block', 'Ben', 'too'],
		['words', 'c3'],
		['--lan-offers', 'perhaps'],
		['add', cleo, 'Cleo', 'Patra'],
	];
	for (const argv of table) {
		const {exitCode} = await runCommand(['peers', ...argv], {app});
		assert.equal(exitCode, 2, argv.join(' '));
	}

	assert.deepEqual((await book()).all.contacts, {[ben]: {name: 'Ben', isBlocked: false}});
});

async function prepare(t: TestContext): Promise<{readonly app: FakeApp; readonly book: () => Promise<ContactBook>}> {
	const library = await Library.open(await temporaryFolder(t));
	const book = async (): Promise<ContactBook> => ContactBook.open(library);
	return {
		book,
		app: {
			contacts: book,
			// Nobody is there.
			meetPeople: async options => PeopleExchange.open({library, connect: unconnected, connectAsSelf: unconnected}, {...options, meets: false}),
		},
	};
}

async function unconnected(): Promise<never> {
	throw new Error('Nothing is to be connected');
}
