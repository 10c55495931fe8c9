import {createContext} from 'react';
import type {Screen} from './navigation.ts';

export type Navigation = {
	readonly top: Screen;
	readonly push: (screen: Screen) => void;
	readonly pop: () => void;
	readonly replace: (screen: Screen) => void;
};

const nowhere = (): void => undefined;

export const NavigationContext = createContext<Navigation>({
	top: {kind: 'shares'}, push: nowhere, pop: nowhere, replace: nowhere,
});

/** Whether keys go to what stands below: to the screen that is seen, or the dialog over it. */
export const ActiveContext = createContext(true);
