import type {Engine} from '../../app/engine.ts';
import {useServices} from './use-services.ts';

/** The engine behind the dashboard. */
export function useEngine(): Engine {
	return useServices().engine;
}
