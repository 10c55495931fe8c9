import assert from 'node:assert/strict';
import test from 'node:test';
import {peerOfferText, personText} from '../../source/output/people-text.ts';
import {everyResult} from '../helpers/every-event.ts';

test('who somebody is is what the user calls them; what they call themselves is told apart, and can\'t break a line', () => {
	const {name, toldName, ...peer} = everyResult.peer;
	const table = [
		[{...peer, name: 'Ben'}, 'online   Ben'],
		[{...peer, name: 'Ben', blocked: true}, 'blocked  Ben'],
		[{...peer, name: 'Ben', online: false}, 'offline  Ben'],
		[{...peer, contact: false, toldName: 'Ben\n'}, String.raw`online   in this network  calls itself “Ben\n”`],
		[{
			...peer, contact: false, blocked: true, lan: false,
		}, 'blocked  no contact'],
	] as const;
	for (const [person, expected] of table) {
		assert.equal(personText(person), `3f2a000000000000  ${expected}`);
	}
});

test('an offer is told with its number, who makes it and the first of its files', () => {
	const {contact, toldName, ...offer} = {...everyResult['peer-offer'], time: new Date(2026, 10, 2, 3, 4).getTime()};
	assert.equal(peerOfferText({...offer, contact: 'Ben', toldName: 'ben-laptop'}), [
		'3  “photos”  1,234 files, 3.4 MB  from Ben  2026-11-02 03:04',
		'     a',
		'     b',
		'     … and 1,232 more',
	].join('\n'));
	assert.equal(peerOfferText({
		...offer, peer: 'c4d8137ae96b20f5', name: '\u{202E}x', toldName: 'Ben', lan: true, paths: ['a\u{1B}', 'b', 'c', 'd', 'e', 'f', 'g'], more: 0,
	}), [
		String.raw`3  “\u{202e}x”  1,234 files, 3.4 MB  from c4d8137a…, who calls itself “Ben”, in this network  2026-11-02 03:04`,
		String.raw`     a\u{1b}`,
		...['b', 'c', 'd', 'e'].map(path => `     ${path}`),
		'     … and 2 more',
	].join('\n'));
});
