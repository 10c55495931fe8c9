import {Box} from 'ink';
import {Fragment, type ReactNode} from 'react';
import type {ListPosition} from './visible-window.ts';

export type ListProps = ListPosition & {
	readonly count: number;
	readonly rows: number;
	/** One line each. */
	readonly renderRow: (index: number, isSelected: boolean) => ReactNode;
};

/** A list of any length; only the rows that are seen are made. */
export function List({count, rows, cursor, offset, renderRow}: ListProps): ReactNode {
	const shown = Math.max(0, Math.min(rows, count - offset));
	return (
		<Box flexDirection='column' flexShrink={0} height={Math.max(0, rows)} overflow='hidden' aria-role='list'>
			{Array.from({length: shown}, (_, row) => <Fragment key={row}>{renderRow(offset + row, offset + row === cursor)}</Fragment>)}
		</Box>
	);
}
