import {useSyncExternalStore} from 'react';
import type {EngineState} from '../../app/engine-state.ts';
import {useEngine} from './use-engine.ts';

/** A part of the engine's state; draws again only when that part is another object. The selector must not make a new one each time. */
export function useEngineState<Slice>(selector: (state: EngineState) => Slice): Slice {
	const engine = useEngine();
	return useSyncExternalStore(engine.subscribe, () => selector(engine.getState()));
}
