import {size} from './format.ts';

const units = ['', 'k', 'm', 'g', 't'];

/**
The bytes that a person means: `500k`, `2 MB`, `1.5 MiB`, `3MB/s`. Decimal units as everywhere in ferry, binary ones with an i. Nothing is 0.

Undefined: it can't be read. Bits are not taken for bytes.
*/
export function parseSize(text: string): number | undefined {
	if (text.trim() === '') {
		return 0;
	}

	const groups = /^(?<amount>\d+(?:\.\d*)?|\.\d+)\s*(?<unit>[kmgt]?)(?<binary>(?<=[kmgt])i)?(?:b(?:ytes?)?)?\s*(?:\/\s*s|ps)?$/iv.exec(text.trim())?.groups;
	if (groups === undefined) {
		return undefined;
	}

	const factor = (groups['binary'] === undefined ? 1000 : 1024) ** units.indexOf(groups['unit']!.toLowerCase());
	// What is asked for is never nothing, which would stand for no limit.
	const bytes = Math.ceil(Math.round(Number(groups['amount']) * factor * 1000) / 1000);
	return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** A text that `parseSize` reads as exactly so many bytes, as short as that goes. */
export function sizeText(bytes: number): string {
	const short = size(bytes);
	return parseSize(short) === bytes ? short : `${bytes} B`;
}
