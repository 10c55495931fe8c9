import prettyBytes from 'pretty-bytes';
import prettyMilliseconds from 'pretty-ms';

/** `1 file`, `1,234 files`; `plural` for nouns that don't just take an s. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
	return `${amount.toLocaleString('en-US')} ${amount === 1 ? noun : plural}`;
}

/** Bytes for people, decimal units: `3.4 MB`. */
export function size(bytes: number): string {
	return prettyBytes(bytes);
}

/** Bytes a second for people: `3.4 MB/s`. */
export function speed(bytesPerSecond: number): string {
	return `${prettyBytes(Math.round(bytesPerSecond))}/s`;
}

/** Milliseconds for people: `850ms`, `12s`, `1h 4m`. */
export function duration(milliseconds: number): string {
	return prettyMilliseconds(milliseconds, {unitCount: 2, secondsDecimalDigits: milliseconds < 10_000 ? 1 : 0});
}

/** How much of the whole is done, rounded down so that 100 % is never shown early: `45 %`. */
export function percent(part: number, whole: number): string {
	return `${whole > 0 ? Math.min(100, Math.floor(part * 100 / whole)) : 100} %`;
}

/** `12s left`, or undefined when nothing moves or nothing is missing. */
export function timeLeft(bytes: number, bytesPerSecond: number): string | undefined {
	return bytes > 0 && bytesPerSecond > 0 ? `${duration(Math.ceil(bytes / bytesPerSecond) * 1000)} left` : undefined;
}

/** Milliseconds since 1970 as local time, to the minute or the second: `2026-11-23 14:05`; a question mark for a time that no calendar has. */
export function dateText(time: number, precision: 'minute' | 'second' = 'minute'): string {
	const date = new Date(time);
	if (Number.isNaN(date.getTime())) {
		return '?';
	}

	const [month, day, hours, minutes, seconds] = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()]
		.map(part => String(part).padStart(2, '0'));
	return `${String(date.getFullYear()).padStart(4, '0')}-${month}-${day} ${hours}:${minutes}${precision === 'second' ? `:${seconds}` : ''}`;
}

/** The start of a peer's hexadecimal key, enough to tell a handful of peers apart. */
export function shortKey(key: string): string {
	return `${key.slice(0, 8)}…`;
}

/** The text if it fits into `width` columns, otherwise its start and end around an ellipsis. */
export function truncateMiddle(text: string, width: number): string {
	const characters = [...text];
	if (characters.length <= width) {
		return text;
	}

	const kept = Math.max(0, width - 1);
	const end = Math.floor(kept / 2);
	return [...characters.slice(0, kept - end), '…', ...characters.slice(characters.length - end)].join('');
}
