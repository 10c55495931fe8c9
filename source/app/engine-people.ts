import type {EngineState} from './engine-state.ts';
import type {Engine} from './engine.ts';

type PeopleState = Pick<EngineState, 'ownKey' | 'ownName' | 'lanOffers' | 'people' | 'peerOffers' | 'sentOffers'>;
type PeopleActions = Pick<Engine, 'setOwnName' | 'setLanOffers' | 'addContact' | 'removeContact' | 'blockContact' | 'comparisonWords' | 'offerShare' | 'answerPeerOffer' | 'allowOnly'>;

export const noPeople: PeopleState = {
	ownKey: '', ownName: '', lanOffers: false, people: [], peerOffers: [], sentOffers: [],
};

const notYet = async (): Promise<never> => {
	throw new Error('Not yet');
};

export const noActions: PeopleActions = {
	setOwnName: notYet, setLanOffers: notYet, addContact: notYet, removeContact: notYet, blockContact: notYet, comparisonWords: notYet, offerShare: notYet, answerPeerOffer: notYet, allowOnly: notYet,
};
