import type {ReactNode} from 'react';
import {NavigationContext} from '../../source/ui/navigation-context.ts';
import type {Screen} from '../../source/ui/navigation.ts';

/** Where a screen has gone, as the way and the screen. */
export type Gone = ReadonlyArray<readonly [way: 'push' | 'replace', screen: Screen] | readonly ['pop']>;

/** Screens that go nowhere: a context for them, what they wanted, and what closes them. */
export type RecordedNavigation = {
	readonly gone: Gone;
	readonly wrap: (node: ReactNode) => ReactNode;
	readonly onClose: () => void;
};

/** Remembers where a screen or dialog goes. */
export function recordNavigation(): RecordedNavigation {
	const gone: Array<Gone[number]> = [];
	const navigation = {
		top: {kind: 'shares'},
		push(screen: Screen) {
			gone.push(['push', screen]);
		},
		pop() {
			gone.push(['pop']);
		},
		replace(screen: Screen) {
			gone.push(['replace', screen]);
		},
	} as const;
	return {gone, wrap: node => <NavigationContext value={navigation}>{node}</NavigationContext>, onClose: navigation.pop};
}
