import process from 'node:process';

/** Whether the tests run in Deno. */
export const isDeno = process.versions['deno'] !== undefined;

/** For `skip`: why a test of what only Node.js can do doesn't run in Deno. */
export function notInDeno(reason: string): string | false {
	return isDeno && `In Deno, ${reason}`;
}
