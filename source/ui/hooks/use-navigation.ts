import {useContext} from 'react';
import {type Navigation, NavigationContext} from '../navigation-context.ts';

/** Which screen is seen, and the way to others. */
export function useNavigation(): Navigation {
	return useContext(NavigationContext);
}
