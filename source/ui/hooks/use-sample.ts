import {useMemo} from 'react';
import {useTicker} from './use-ticker.ts';

/** Something of the engine that is looked at every `interval` milliseconds, and whenever `look` is another function. */
export function useSample<Value>(interval: number, look: (now: number) => Value): Value {
	const now = useTicker(interval);
	return useMemo(() => look(now), [look, now]);
}
