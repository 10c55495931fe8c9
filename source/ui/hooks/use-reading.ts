import {useEffect, useRef} from 'react';
import {useServices} from './use-services.ts';

/** Reads something for as long as `what` stays the same; undefined: nothing. It is aborted when something else is to be read, or the screen is left; it must not throw. */
export function useReading(what: string | undefined, read: (signal: AbortSignal) => Promise<void>): void {
	const {busy} = useServices();
	const latest = useRef(read);
	useEffect(() => {
		latest.current = read;
	});
	useEffect(() => {
		if (what === undefined) {
			return undefined;
		}

		const leaving = new AbortController();
		void busy.track(latest.current(leaving.signal));
		return () => {
			leaving.abort();
		};
	}, [busy, what]);
}
