/** A cell on a picture, in pixels. */
export type Box = {readonly x: number; readonly y: number; readonly width: number; readonly height: number};

/** How much of a line's colour shades let through. */
const shades: Readonly<Record<string, number>> = {'░': 0.25, '▒': 0.5, '▓': 0.75};

/** Quarters of a cell: upper left, upper right, lower left, lower right. */
const quarters: Readonly<Record<string, string>> = {
	'▖': '0010', '▗': '0001', '▘': '1000', '▙': '1011', '▚': '1001', '▛': '1110', '▜': '1101', '▝': '0100', '▞': '0110', '▟': '0111', '▀': '1100', '▐': '0101',
};

/** Which of its sides a line goes to: up, right, down, left. */
const lines: Readonly<Record<string, string>> = {
	'─': '0101', '│': '1010', '┌': '0110', '┐': '0011', '└': '1100', '┘': '1001', '├': '1110', '┤': '1011', '┬': '0111', '┴': '1101', '┼': '1111',
	'╭': '0110', '╮': '0011', '╰': '1100', '╯': '1001', '╷': '0010', '╵': '1000', '╴': '0001', '╶': '0100',
};

const lowerEighths = [...'▁▂▃▄▅▆▇█'];
const leftEighths = [...'▏▎▍▌▋▊▉'];

/** Glyphs that have to meet those of the next cell, which no two fonts do the same way. As the data of an SVG path to fill; undefined: the font draws it. */
export function drawnGlyph(glyph: string, box: Box): string | undefined {
	const {x, y, width, height} = box;
	if (shades[glyph] !== undefined) {
		return rectangle(x, y, width, height);
	}

	if (lowerEighths.includes(glyph)) {
		const filled = height * (lowerEighths.indexOf(glyph) + 1) / 8;
		return rectangle(x, y + height - filled, width, filled);
	}

	if (leftEighths.includes(glyph)) {
		return rectangle(x, y, width * (leftEighths.indexOf(glyph) + 1) / 8, height);
	}

	if (glyph === '━') {
		return rectangle(x, y + (height / 2) - 1.5, width, 3);
	}

	return quarterPath(glyph, box) ?? linePath(glyph, box);
}

/** How opaque a glyph is that `drawnGlyph` draws. */
export function glyphOpacity(glyph: string): number {
	return shades[glyph] ?? 1;
}

function quarterPath(glyph: string, {x, y, width, height}: Box): string | undefined {
	return quarters[glyph] && [...quarters[glyph]].map((isFilled, index) => isFilled === '1'
		? rectangle(x + (index % 2 * width / 2), y + (Math.floor(index / 2) * height / 2), width / 2, height / 2)
		: '').join('');
}

function linePath(glyph: string, {x, y, width, height}: Box): string | undefined {
	const sides = lines[glyph];
	if (sides === undefined) {
		return undefined;
	}

	// One pixel wide, around the middle of the cell.
	const [middleX, middleY] = [x + Math.floor(width / 2), y + Math.floor(height / 2)];
	const [up, right, down, left] = [...sides].map(side => side === '1');
	if ('╭╮╰╯'.includes(glyph)) {
		return roundCorner({
			x: middleX, y: middleY, toX: right ? x + width : x, toY: down ? y + height : y,
		});
	}

	return [
		up && rectangle(middleX, y, 1, middleY - y + 1),
		right && rectangle(middleX, middleY, x + width - middleX, 1),
		down && rectangle(middleX, middleY, 1, y + height - middleY),
		left && rectangle(x, middleY, middleX - x + 1, 1),
	].filter(path => path !== false).join('');
}

/** A line one pixel wide from the side `toX` to the side `toY`, around a corner at the middle, which is `x` and `y`. */
function roundCorner({x, y, toX, toY}: {readonly x: number; readonly y: number; readonly toX: number; readonly toY: number}): string {
	const isRight = toX > x;
	const isDown = toY > y;
	const radius = 4;
	const turnX = isRight ? x + 1 + radius : x - radius;
	const turnY = isDown ? y + 1 + radius : y - radius;
	const [outerX, innerX] = isRight ? [x, x + 1] : [x + 1, x];
	const [outerY, innerY] = isDown ? [y, y + 1] : [y + 1, y];
	return `M${toX} ${outerY}H${turnX}Q${outerX} ${outerY} ${outerX} ${turnY}V${toY}H${innerX}V${turnY}Q${innerX} ${innerY} ${turnX} ${innerY}H${toX}Z`;
}

function rectangle(x: number, y: number, width: number, height: number): string {
	return `M${x} ${y}h${width}v${height}h${-width}z`;
}
