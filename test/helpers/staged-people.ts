import type {EngineState, PeerOfferView, PersonView} from '../../source/app/engine-state.ts';
import {sampleTime} from './fake-engine.ts';

/** A key as another ferry would write it. */
export const stagedKey = 'ferry1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5z5tpwxqergd3c8g7rusq8c6fs2';

/** Peers by a letter, with keys as they look. */
export const peerKeys = {
	ben: '3f9a6b24c81e5d70'.repeat(4), cleo: 'a07c41d9be2586f3'.repeat(4), dora: '58e2f01b7c6a93d4'.repeat(4), emil: 'c4d8137ae96b20f5'.repeat(4), fay: '91b7ee3d04a5c862'.repeat(4),
} as const;

/** People of every kind, what they offer, and what was offered to them, always at `sampleTime`. */
export const stagedPeople = {
	ownName: 'Ada’s laptop',
	lanOffers: true,
	people: [
		person('ben', {
			name: 'Ben', toldName: 'ben-laptop', isContact: true, isOnline: true,
		}),
		person('cleo', {
			name: '武満 徹 (Büro, second floor)', toldName: 'studio', isContact: true, isOnline: true, isOnLan: true,
		}),
		person('dora', {name: 'Dora', isContact: true}),
		person('fay', {isBlocked: true}),
		person('emil', {toldName: 'Emil’s desktop', isOnline: true, isOnLan: true}),
	],
	peerOffers: [
		peerOffer('ben', {
			id: 'scores', name: 'Choir scores', files: 214, bytes: 96_000_000, more: 209,
			paths: ['Bach', 'Bach/Jesu, meine Freude.pdf', 'Byrd', 'Byrd/Ave verum.pdf', 'read me.txt'],
			time: sampleTime - 95_000,
		}),
		peerOffer('emil', {
			id: 'talk', name: 'talk.mp4', kind: 'file', files: 1, bytes: 734_000_000, paths: ['talk.mp4'], time: sampleTime - 12_000, isFromLan: true,
		}),
	],
	sentOffers: [
		{shareId: 'serving', peer: peerKeys.ben, status: 'accepted'},
		{shareId: 'serving', peer: peerKeys.dora, status: 'waiting'},
		{shareId: 'asked', peer: peerKeys.cleo, status: 'received'},
		{shareId: 'asked', peer: peerKeys.emil, status: 'refused'},
	],
} as const satisfies Partial<EngineState>;

function person(name: keyof typeof peerKeys, change: Partial<PersonView>): PersonView {
	return {
		peer: peerKeys[name], name: undefined, toldName: undefined, isContact: false, isBlocked: false, isOnline: false, isOnLan: false, ...change,
	};
}

function peerOffer(name: keyof typeof peerKeys, change: Partial<PeerOfferView> & Pick<PeerOfferView, 'id' | 'name'>): PeerOfferView {
	return {
		peer: peerKeys[name], key: stagedKey, kind: 'folder', files: 0, bytes: 0, paths: [], more: 0, time: sampleTime, isFromLan: false, ...change,
	};
}
