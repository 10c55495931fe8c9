import type {Size} from './size-context.ts';

/** Less would leave no room for what stands in the box. */
const boxRows = 12;

export type DialogLayout = {
	readonly hasBox: boolean;
	/** With the box, in columns. */
	readonly width: number;
	/** What is left below the title. */
	readonly inside: Size;
};

/** How a dialog stands on the screen. */
export function dialogLayout(body: Size, maxWidth: number): DialogLayout {
	const hasBox = body.rows >= boxRows;
	const width = Math.min(maxWidth, body.columns);
	return {hasBox, width, inside: {columns: hasBox ? width - 4 : width, rows: body.rows - (hasBox ? 4 : 1)}};
}
