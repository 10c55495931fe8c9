import {useCallback, useMemo, useState} from 'react';
import type {ActionHandlers} from '../../hooks/use-actions.ts';
import {type ListExtent, type ListMove, moveInList} from './list-state.ts';
import {type ListPosition, visibleWindow} from './visible-window.ts';

export type ListState = ListPosition & {
	readonly move: (move: ListMove) => void;
	/** The keys that move in it, for `useActions`. */
	readonly actions: ActionHandlers;
};

export type ListStateOptions = ListExtent & {
	/** What each row stands for: with it the selection stays with its row when others come and go. */
	readonly ids?: readonly string[] | undefined;
};

/** Which row of a list is selected, and which ones are seen, however the list or the screen changes. */
export function useListState({count, rows, ids}: ListStateOptions): ListState {
	const [state, setState] = useState<ListPosition & {readonly id: string | undefined}>({cursor: 0, offset: 0, id: undefined});
	const position = visibleWindow(followed(state, ids), count, rows);
	const {cursor, offset} = position;
	// Also of a list in which nobody has moved the selection stays with its row.
	if (state.id === undefined && ids?.[cursor] !== undefined) {
		setState({...position, id: ids[cursor]});
	}

	const move = useCallback((next: ListMove) => {
		setState(before => {
			const after = moveInList(followed(before, ids), next, {count, rows});
			return {...after, id: ids?.[after.cursor]};
		});
	}, [count, rows, ids]);
	const actions = useMemo((): ActionHandlers => {
		const go = (next: Exclude<ListMove, object>) => () => {
			move(next);
		};

		return {
			up: go('up'), down: go('down'), 'page-up': go('page-up'), 'page-down': go('page-down'), first: go('first'), last: go('last'),
		};
	}, [move]);
	return {
		cursor, offset, move, actions,
	};
}

function followed({cursor, offset, id}: ListPosition & {readonly id: string | undefined}, ids: readonly string[] | undefined): ListPosition {
	const found = id === undefined || ids === undefined || ids[cursor] === id ? cursor : ids.indexOf(id);
	return {cursor: found === -1 ? cursor : found, offset};
}
