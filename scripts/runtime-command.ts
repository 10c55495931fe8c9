import process from 'node:process';

/** What starts a script in the runtime that this process itself runs in: a program and its first arguments. */
export const runtimeCommand: readonly [program: string, ...rest: string[]] = process.versions['deno'] === undefined
	? [process.execPath]
	: [process.execPath, 'run', '--allow-all', '--no-check', '--no-remote', '--quiet'];

/** The same for one with JSX in it, which Node.js needs help with. */
export const jsxCommand: typeof runtimeCommand = process.versions['deno'] === undefined
	? [process.execPath, '--import', new URL('load-tsx.ts', import.meta.url).href]
	: runtimeCommand;
