/** The time of day here, or the day if that is another one; eight columns either way. */
export function shortTime(time: number, now: number): string {
	const date = new Date(time);
	const two = (figure: number): string => String(figure).padStart(2, '0');
	return Math.abs(now - time) < 24 * 60 * 60 * 1000
		? [date.getHours(), date.getMinutes(), date.getSeconds()].map(figure => two(figure)).join(':')
		: `${String(date.getFullYear()).slice(2)}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
