import assert from 'node:assert/strict';
import test from 'node:test';
import type {PeerOfferView} from '../../../source/app/engine-state.ts';
import {columnsOf} from '../../../source/ui/fit-text.ts';
import {
	peerOfferColumns, peerOfferDetails, peerOfferRow, senderText,
} from '../../../source/ui/rows/peer-offer-row.ts';
import {offerTargetRow} from '../../../source/ui/rows/offer-target-row.ts';
import {namesText, sentOfferText} from '../../../source/ui/rows/sent-offer-text.ts';
import {textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';
import {peerKeys, stagedPeople} from '../../helpers/staged-people.ts';

const {glyphs} = themeFor('dark', {});
const [scores, talk] = stagedPeople.peerOffers;
const strange = ['星'.repeat(300), '\u{202E}gpj.exe', '\u{1B}[2J', 'a\u{301}'.repeat(200)];

test('a sender is a contact, or else a key: what peers call themselves is said to be unverified', () => {
	const cases: ReadonlyArray<readonly [offer: PeerOfferView, sender: Parameters<typeof senderText>[1], text: string]> = [
		[scores, {name: 'Ben', toldName: 'Dora', isContact: true}, 'Ben, your contact'],
		[scores, {name: undefined, toldName: 'Ben', isContact: false}, '3f9a6b24…, no contact, unverified name “Ben”'],
		[talk, undefined, 'c4d8137a… on this LAN, no contact'],
		[scores, {
			name: 'Ben', toldName: 'Dora', isContact: true, isOnline: false,
		}, 'Ben, your contact, away now'],
		[scores, {
			name: 'Ben', toldName: 'Dora', isContact: true, isOnline: true,
		}, 'Ben, your contact'],
		[talk, {
			name: undefined, toldName: undefined, isContact: false, isOnline: false,
		}, 'c4d8137a… on this LAN, no contact, away now'],
		[talk, {name: undefined, toldName: '\u{202E}neB', isContact: false}, String.raw`c4d8137a… on this LAN, no contact, unverified name “\u{202e}neB”`],
	];
	for (const [offer, sender, text] of cases) {
		assert.equal(senderText(offer, sender), text);
	}
});

test('an offer stays within its room, whatever it is called and holds', () => {
	for (const width of [36, 40, 72, 196]) {
		for (const name of ['plain', ...strange]) {
			for (const rows of [1, 3, 5, 12]) {
				const offer = {...scores, name, paths: [...strange, ...strange]};
				const sender = {name: undefined, toldName: name, isContact: false};
				const widthOf = peerOfferColumns(width);
				const row = textOf(peerOfferRow(offer, {
					widthOf, glyphs, isSelected: true, sender,
				}));
				assert.ok(columnsOf(row) <= width, `${name} ${width}`);
				const details = peerOfferDetails(offer, {sender, width, rows});
				assert.ok(details.length <= rows && details.every(spans => columnsOf(textOf(spans)) <= width), `${name} ${width}×${rows}`);
				assert.ok(!details.some(spans => textOf(spans).includes('\u{202E}')));
			}
		}
	}
});

test('paths that have no room are counted', () => {
	const details = (rows: number): readonly string[] => peerOfferDetails(scores, {sender: undefined, width: 72, rows}).map(spans => textOf(spans));
	assert.deepEqual(details(5).slice(2), ['  Bach', '  Bach/Jesu, meine Freude.pdf', '  and 212 more']);
	assert.deepEqual(details(12).slice(-2), ['  read me.txt', '  and 209 more']);
});

test('what was offered to whom is told with what they said', () => {
	const names = {[peerKeys.ben]: 'Ben', [peerKeys.dora]: 'Dora', [peerKeys.cleo]: 'Cleo'};
	assert.equal(sentOfferText(stagedPeople.sentOffers, 'serving', names), 'Offered to Ben (accepted), Dora (waits for them).');
	assert.equal(sentOfferText(stagedPeople.sentOffers, 'asked', names), 'Offered to Cleo (received), c4d8137a… (refused).');
	assert.equal(sentOfferText(stagedPeople.sentOffers, 'other', names), '');
	assert.equal(namesText([peerKeys.ben], names), 'Ben');
	assert.equal(namesText([peerKeys.ben, peerKeys.emil], names), 'Ben and c4d8137a…');
	assert.equal(namesText([peerKeys.ben, peerKeys.emil, peerKeys.dora], names), 'Ben and 2 others');
	const row = textOf(offerTargetRow(stagedPeople.people[0], {
		width: 40, glyphs, isSelected: true, isPicked: true, status: 'accepted',
	}));
	assert.equal(row.trimEnd(), '▌◉ Ben                         accepted');
});
