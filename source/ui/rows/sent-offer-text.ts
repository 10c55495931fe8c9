import type {EngineState, SentOffer} from '../../app/engine-state.ts';
import {personLabel} from './person-row.ts';

/** How far an offer has come, in a word or two. */
export const sentWords: Readonly<Record<SentOffer['status'], string>> = {
	waiting: 'waits for them', received: 'received', accepted: 'accepted', refused: 'refused',
};

/** To whom a share was offered, and what they have said; empty if to nobody. */
export function sentOfferText(sent: readonly SentOffer[], shareId: string, names: EngineState['peerNames']): string {
	const told = sent.filter(each => each.shareId === shareId).map(({peer, status}) => `${personLabel(peer, names[peer])} (${sentWords[status]})`);
	return told.length === 0 ? '' : `Offered to ${told.join(', ')}.`;
}

/** Several people by their names, as `Ben`, `Ben and Dora`, or `Ben and 3 others`. */
export function namesText(peers: readonly string[], names: EngineState['peerNames']): string {
	const [first = '', second] = peers.map(peer => personLabel(peer, names[peer]));
	return second === undefined ? first : (peers.length === 2 ? `${first} and ${second}` : `${first} and ${peers.length - 1} others`);
}
