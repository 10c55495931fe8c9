import {useSyncExternalStore} from 'react';
import {useServices} from './use-services.ts';

const nothing = () => () => undefined;

/** The time in whole steps of `interval` milliseconds, at least 250: what uses it is drawn again at each step. Without `isActive` the time stands still. */
export function useTicker(interval: number, {isActive = true}: {readonly isActive?: boolean} = {}): number {
	const {clock} = useServices();
	return useSyncExternalStore(isActive ? clock.subscribe : nothing, () => isActive ? Math.floor(clock.now() / interval) * interval : 0);
}
