/** A set with one value more, or without it if it was there. */
export function toggled<Value>(values: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
	const others = [...values].filter(other => other !== value);
	return new Set(values.has(value) ? others : [...others, value]);
}
