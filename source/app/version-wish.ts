/** Which version of a share somebody wants: one by its number, or the newest that was complete by a time (milliseconds since 1970). */
export type VersionWish = {readonly version: number} | {readonly until: number};

const isoDate = /^(?<year>\d{4})-(?<month>\d\d)(?:-(?<day>\d\d)(?:[Tt ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,3}))?)?(?<zone>Z|z|[+\-]\d\d:?\d\d)?)?)?$/v;

/**
Reads a version number, or a date as ISO 8601 writes it: `2026-11-23`, `2026-11-23T14:05`, `2026-11-23 14:05:30+01:00`. Without a zone it is local time.

A day stands for its end, a minute for the end of the minute: so a time that `ferry log` shows finds the version it belongs to.

@returns Undefined when it is neither.
*/
export function parseVersion(text: string): VersionWish | undefined {
	if (/^\d+$/v.test(text)) {
		const version = Number(text);
		return Number.isSafeInteger(version) && version > 0 ? {version} : undefined;
	}

	const until = endOf(isoDate.exec(text)?.groups ?? {});
	return until === undefined ? undefined : {until};
}

/** The last millisecond of the month, day, minute, second or part of a second that is named. */
function endOf(parts: Readonly<Record<string, string | undefined>>): number | undefined {
	const {year, month, day, hour, minute, second, fraction, zone} = parts;
	if (year === undefined) {
		return undefined;
	}

	const given = [year, month, day, hour, minute, second, fraction?.padEnd(3, '0')].filter(part => part !== undefined).map(Number);
	const [from, after] = [given, stepped(given, fraction)].map(fields => timeOf(fields, zone));
	return isOnCalendar(given) && Number.isFinite(from) ? after! - 1 : undefined;
}

/** One of the smallest unit that is named later. */
function stepped(fields: readonly number[], fraction: string | undefined): number[] {
	const step = fraction === undefined ? 1 : 10 ** (3 - fraction.length);
	return fields.with(-1, fields.at(-1)! + step);
}

/** Fields beyond their range run over into the next ones. */
function timeOf(fields: readonly number[], zone: string | undefined): number {
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = fields;
	if (zone === undefined) {
		return new Date(year, month - 1, day, hour, minute, second, millisecond).getTime();
	}

	return Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - (offsetOf(zone) * 60_000);
}

/** Minutes east of Greenwich. */
function offsetOf(zone: string): number {
	if (/z/iv.test(zone)) {
		return 0;
	}

	const minutes = (Number(zone.slice(1, 3)) * 60) + Number(zone.slice(-2));
	return zone.startsWith('-') ? -minutes : minutes;
}

/** Whether there is such a day and such a time of day. Years before 100 would be taken for the last century's. */
function isOnCalendar([year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0]: readonly number[]): boolean {
	const date = new Date(Date.UTC(year, month - 1, day));
	const isDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
	return isDay && year >= 100 && hour < 24 && minute < 60 && second < 60;
}
