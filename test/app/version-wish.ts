import assert from 'node:assert/strict';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import fc from 'fast-check';
import {parseVersion, type VersionWish} from '../../source/app/version-wish.ts';
import {dateText} from '../../source/base/format.ts';

const until = (year: number, monthIndex: number, ...rest: number[]): VersionWish => {
	const [day = 1, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = rest;
	return {until: new Date(year, monthIndex, day, hours, minutes, seconds, milliseconds).getTime() - 1};
};

const untilUtc = (text: string): VersionWish => ({until: Date.parse(text) - 1});

test('A version is a number, or a date whose end is meant', () => {
	const table: ReadonlyArray<readonly [text: string, wish: VersionWish]> = [
		['1', {version: 1}],
		['042', {version: 42}],
		['2026', {version: 2026}],
		['2026-11', until(2026, 11)],
		['2026-12', until(2027, 0)],
		['2026-11-23', until(2026, 10, 24)],
		['2026-12-31', until(2027, 0, 1)],
		['2024-02-29', until(2024, 2, 1)],
		['2026-11-23T14:05', until(2026, 10, 23, 14, 6)],
		['2026-11-23 14:05', until(2026, 10, 23, 14, 6)],
		['2026-11-23t14:05:09', until(2026, 10, 23, 14, 5, 10)],
		['2026-11-23T23:59:59', until(2026, 10, 24)],
		['2026-11-23T14:05:09.5', until(2026, 10, 23, 14, 5, 9, 600)],
		['2026-11-23T14:05:09,123', until(2026, 10, 23, 14, 5, 9, 124)],
		['2026-11-23T14:05Z', untilUtc('2026-11-23T14:06Z')],
		['2026-11-23T14:05:09z', untilUtc('2026-11-23T14:05:10Z')],
		['2026-11-23T14:05+01:00', untilUtc('2026-11-23T13:06Z')],
		['2026-11-23T14:05-0330', untilUtc('2026-11-23T17:36Z')],
	];
	for (const [text, wish] of table) {
		assert.deepEqual(parseVersion(text), wish, text);
	}
});

test('A date without a zone is local', t => {
	stayIn(t, 'America/New_York');
	assert.deepEqual(parseVersion('2026-11-23'), untilUtc('2026-11-24T05:00Z'));
	assert.deepEqual(parseVersion('2026-07-01T12:00'), untilUtc('2026-07-01T16:01Z'));
});

test('What is neither is refused', () => {
	const notNumbers = ['', '0', '-1', '1.5', '99999999999999999999', 'v1'];
	const notIso = ['yesterday', 'Nov 23 2026', '23.11.2026', '11/23/2026', '2026-1-2', '2026-11-23T14', '2026-11-23Z', '2026-11-23T14:05+1', ' 2026-11-23', '2026-11-23\n'];
	const notOnCalendar = ['2026-00-01', '2026-13-01', '2026-02-29', '2026-11-31', '2026-11-23T24:00', '2026-11-23T14:60', '2026-11-23T14:05:60', '0099-01-01'];
	for (const text of [...notNumbers, ...notIso, ...notOnCalendar]) {
		assert.equal(parseVersion(text), undefined, text);
	}
});

test('A time as it is shown finds the version of that time, and none that is later', t => {
	// Elsewhere an hour comes twice when summer ends.
	stayIn(t, 'UTC');
	fc.assert(fc.property(fc.integer({min: Date.parse('1970-02-01'), max: Date.parse('2200-01-01')}), fc.constantFrom('minute', 'second'), (time, precision) => {
		const wish = parseVersion(dateText(time, precision));
		assert.ok(wish && 'until' in wish);
		assert.ok(time <= wish.until);
		assert.ok(wish.until - time < (precision === 'minute' ? 60_000 : 1000));
	}));
});

/** Has the computer be in a time zone for one test. */
function stayIn(t: TestContext, zone: string): void {
	const {TZ: before} = process.env;
	t.after(() => {
		if (before === undefined) {
			delete process.env['TZ'];
		} else {
			process.env['TZ'] = before;
		}
	});
	process.env['TZ'] = zone;
}
