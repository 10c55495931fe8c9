/** Whether a value that was read from a file, or came from elsewhere, is what it should be. */
export type Check = (value: unknown) => boolean;

export const isText: Check = value => typeof value === 'string';
export const isFlag: Check = value => typeof value === 'boolean';
export const isCount: Check = value => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
/** 32 bytes as 64 hexadecimal digits in lower case. */
export const isKey: Check = value => typeof value === 'string' && /^[\da-f]{64}$/v.test(value);

export function isOneOf(...values: readonly unknown[]): Check {
	return value => values.includes(value);
}

export function isListOf(check: Check): Check {
	return value => Array.isArray(value) && value.every(element => check(element));
}

/** An object that has at least these fields. */
export function hasFields(fields: Readonly<Record<string, Check>>): Check {
	return value => typeof value === 'object' && value !== null && Object.entries(fields).every(([name, check]) => check(Reflect.get(value, name)));
}
