import {useCallback, useState} from 'react';
import type {ActionHandlers} from '../../hooks/use-actions.ts';
import {type ListExtent, type ListMove, moveInList} from './list-state.ts';
import {type ListPosition, visibleWindow} from './visible-window.ts';

export type ListState = ListPosition & {
	readonly move: (move: ListMove) => void;
	/** The keys that move in it, for `useActions`. */
	readonly actions: ActionHandlers;
};

/** Which row of a list is selected, and which ones are seen, however the list or the screen changes. */
export function useListState({count, rows}: ListExtent): ListState {
	const [position, setPosition] = useState<ListPosition>({cursor: 0, offset: 0});
	const move = useCallback((next: ListMove) => {
		setPosition(before => moveInList(before, next, {count, rows}));
	}, [count, rows]);
	const go = (next: Exclude<ListMove, object>) => () => {
		move(next);
	};

	return {
		...visibleWindow(position, count, rows),
		move,
		actions: {
			up: go('up'), down: go('down'), 'page-up': go('page-up'), 'page-down': go('page-down'), first: go('first'), last: go('last'),
		},
	};
}
