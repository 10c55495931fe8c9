import {type ListPosition, visibleWindow} from './visible-window.ts';

export type ListMove = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last' | {readonly to: number};

/** How long a list is, and how much of it is seen. */
export type ListExtent = {readonly count: number; readonly rows: number};

/** The position after a move. A page keeps one row of the page before. */
export function moveInList(position: ListPosition, move: ListMove, {count, rows}: ListExtent): ListPosition {
	const page = Math.max(1, rows - 1);
	const {cursor, offset} = visibleWindow(position, count, rows);
	const to = (next: number, shift = 0): ListPosition => visibleWindow({cursor: next, offset: offset + shift}, count, rows);
	if (typeof move === 'object') {
		return to(move.to);
	}

	switch (move) {
		case 'up': {
			return to(cursor - 1);
		}

		case 'down': {
			return to(cursor + 1);
		}

		case 'page-up': {
			return to(cursor - page, -page);
		}

		case 'page-down': {
			return to(cursor + page, page);
		}

		case 'first': {
			return to(0);
		}

		case 'last': {
			return to(count - 1);
		}
	}
}
