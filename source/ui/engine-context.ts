import {createContext} from 'react';
import type {Engine} from '../app/engine.ts';
import type {Busy} from './busy.ts';
import type {Clock} from './clock.ts';
import type {KeyHub} from './key-hub.ts';
import type {Messages} from './messages.ts';

/** What all screens work with; the same for as long as the dashboard is there. */
export type Services = {
	readonly engine: Engine;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly keys: KeyHub;
	readonly busy: Busy;
	readonly clock: Clock;
	readonly messages: Messages;
	/** Writes a control sequence to the terminal, as one that fills its clipboard. */
	readonly writeControl: (sequence: string) => void;
	/** Ends the dashboard. */
	readonly quit: () => void;
	/** Gives the terminal back to the shell until the program is continued. */
	readonly suspend: () => void;
};

export const EngineContext = createContext<Services | undefined>(undefined);
