import type {Size} from './size-context.ts';

/** From so many rows on, header and footer have some air. */
const roomyRows = 16;

export type FrameLayout = {
	/** Whether header and footer have a line more than they need. */
	readonly isRoomy: boolean;
	/** What is left for a screen. */
	readonly body: Size;
};

/** How a frame is divided. `hasReason`: the header has a second line that says why nothing connects. */
export function frameLayout({columns, rows}: Size, hasReason: boolean): FrameLayout {
	const isRoomy = rows >= roomyRows;
	return {isRoomy, body: {columns, rows: rows - (isRoomy || hasReason ? 2 : 1) - (isRoomy ? 2 : 1)}};
}
