import {useContext} from 'react';
import {EngineContext, type Services} from '../engine-context.ts';

/** What all screens work with. */
export function useServices(): Services {
	const services = useContext(EngineContext);
	if (services === undefined) {
		throw new Error('Only what stands in an EngineContext can be shown');
	}

	return services;
}
