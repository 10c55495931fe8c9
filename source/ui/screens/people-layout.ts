import {labelledWidth} from '../rows/person-details.ts';
import type {Size} from '../size-context.ts';

/** With fewer rows there is no heading, and no line about the user. */
const roomyRows = 12;

export type PeopleLayout = {
	readonly isRoomy: boolean;
	readonly listRows: number;
	readonly detailsRows: number;
};

/** How the screen of people is divided between the list, a rule, and the details of who is selected. */
export function peopleLayout({columns, rows}: Size, hasFilter: boolean): PeopleLayout {
	const isRoomy = rows >= roomyRows;
	// Key and words take a line more each where they don't fit into one.
	const detailsRows = (isRoomy ? 5 : 3) + (columns < labelledWidth ? 2 : 0);
	return {isRoomy, detailsRows, listRows: Math.max(1, rows - detailsRows - 1 - (isRoomy ? 2 : 0) - (hasFilter ? 1 : 0))};
}
