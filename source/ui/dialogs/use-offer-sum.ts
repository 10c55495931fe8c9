import {useEffect, useState} from 'react';
import type {OfferAnswer, ShareOffer} from '../../app/engine-state.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useServices} from '../hooks/use-services.ts';
import {isEverything} from './offer-state.ts';
import type {CountedOffer, OfferSum} from './offer-sum.ts';
import {type DialogProblem, problemOf} from './problem.ts';

type Counted = {readonly of: object; readonly sum: OfferSum; readonly problem: DialogProblem | undefined};

/** What an answer to an offer comes to. Only the newest answer is counted; until it is, the sum of the one before is given. The answer has to stay the same object for as long as it says the same. */
export function useOfferSum(id: string, answer: OfferAnswer, offer: ShareOffer): CountedOffer {
	const engine = useEngine();
	const {busy} = useServices();
	const [counted, setCounted] = useState<Counted | undefined>(undefined);
	const {files, bytes, reading, isCounting = false} = offer;
	// What was offered is known.
	const isKnown = answer.directory === undefined && isEverything(answer.selection);
	useEffect(() => {
		if (isKnown || isCounting) {
			return;
		}

		const leaving = new AbortController();
		const look = async (): Promise<void> => {
			try {
				const sum = await engine.measureOffer(id, answer, leaving.signal);
				if (!leaving.signal.aborted) {
					setCounted({of: answer, sum, problem: undefined});
				}
			} catch (error) {
				if (!leaving.signal.aborted) {
					setCounted(before => ({of: answer, sum: before?.sum ?? offer, problem: problemOf(error)}));
				}
			}
		};

		void busy.track(look());
		return () => {
			leaving.abort();
		};
		// While the sharer still reads, there is more of it each time these change.
	}, [engine, busy, id, answer, isKnown, isCounting, files, bytes, reading]);
	return isKnown || counted === undefined
		? {sum: offer, isCounting: isCounting || !isKnown, problem: undefined}
		: {sum: counted.sum, isCounting: isCounting || counted.of !== answer, problem: counted.of === answer ? counted.problem : undefined};
}
