import {type ActionId, findAction} from '../keymap.ts';
import {type KeyOptions, useKeys} from './use-keys.ts';

/** What a screen does, by the ids of the keymap. What has no handler is left to others. */
export type ActionHandlers = Partial<Readonly<Record<ActionId, () => void>>>;

/** Handles actions for as long as their screen is the one that is seen. */
export function useActions(handlers: ActionHandlers, options: KeyOptions = {}): void {
	useKeys(({key}) => {
		const id = findAction(key, handlers);
		const handler = id === undefined ? undefined : handlers[id];
		handler?.();
		return handler !== undefined;
	}, options);
}

/** The same for a single one. */
export function useAction(id: ActionId, handler: () => void, options: KeyOptions = {}): void {
	useActions({[id]: handler}, options);
}
