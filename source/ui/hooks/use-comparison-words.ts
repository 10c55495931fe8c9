import {useEffect, useState} from 'react';
import {useServices} from './use-services.ts';

/** The words to compare with somebody; undefined while they are being made, which takes a moment. */
export function useComparisonWords(peer: string | undefined): readonly string[] | undefined {
	const {engine, busy} = useServices();
	const [known, setKnown] = useState<Readonly<Record<string, readonly string[]>>>({});
	const words = peer === undefined ? undefined : known[peer];
	const isMissing = peer !== undefined && words === undefined;
	useEffect(() => {
		let isWanted = isMissing;
		const make = async (): Promise<void> => {
			// Who can't be compared has none.
			const made = await engine.comparisonWords(peer!).catch(() => []);
			if (isWanted) {
				setKnown(before => ({...before, [peer!]: made}));
			}
		};

		if (isMissing) {
			void busy.track(make());
		}

		return () => {
			isWanted = false;
		};
	}, [engine, busy, peer, isMissing]);
	return words;
}
