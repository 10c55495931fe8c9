import {useEffect, useRef} from 'react';
import {cutText, safeText} from '../fit-text.ts';
import {actionOf} from '../keymap.ts';
import {personLabel} from '../rows/person-row.ts';
import {useEngineState} from './use-engine-state.ts';
import {useServices} from './use-services.ts';

/** Tells of an offer that has come since the last time, with the key to press. */
export function useOfferNotices(): void {
	const {engine, messages} = useServices();
	const offers = useEngineState(state => state.peerOffers);
	const known = useRef<ReadonlySet<string> | undefined>(undefined);
	useEffect(() => {
		const before = known.current;
		known.current = new Set(offers.map(({id}) => id));
		const newest = before === undefined ? undefined : offers.findLast(({id}) => !before.has(id));
		if (newest !== undefined) {
			const name = cutText(safeText(newest.name), 30, {cut: 'middle'});
			messages.say('info', `${actionOf('inbox').keys[0]!} shows what ${cutText(personLabel(newest.peer, engine.getState().peerNames[newest.peer]), 24)} offers you: “${name}”.`);
		}
	}, [offers, engine, messages]);
}
