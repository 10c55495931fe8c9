import process from 'node:process';

const isDeno = process.versions['deno'] !== undefined;

/** How exactly this runtime tells when a file was changed, in milliseconds: Deno gives whole seconds. */
export const changeTimePrecision: number = isDeno ? 1000 : 0;

/** When a file was last changed, its bytes or what is said of it, in milliseconds since 1970. Where that is known by the second, writing tells the time more exactly: a write changes both. */
export function changeTimeOf({ctimeMs, mtimeMs}: {readonly ctimeMs: number; readonly mtimeMs: number}, precision: number = changeTimePrecision): number {
	return mtimeMs >= ctimeMs && mtimeMs < ctimeMs + precision ? mtimeMs : ctimeMs;
}

/** The latest time at which a file can have been changed, in milliseconds since 1970. */
export function latestChangeOf(found: {readonly ctimeMs: number; readonly mtimeMs: number}, precision: number = changeTimePrecision): number {
	const changed = changeTimeOf(found, precision);
	return changed === found.mtimeMs ? changed : found.ctimeMs + precision;
}
