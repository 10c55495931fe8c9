import {type ChildProcess, spawn} from 'node:child_process';
import process from 'node:process';
import type {Readable} from 'node:stream';
import type {TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {parseEvent} from '../../scripts/parse-event.ts';
import {runtimeCommand} from '../../scripts/runtime-command.ts';
import type {FerryEvent} from '../../source/app/events.ts';
import {waitFor} from './wait-for.ts';

export type FerryOptions = {
	/** Added to this process's environment. FERRY_STORE, FERRY_CONFIG and FERRY_BOOTSTRAP lead nowhere unless given, so that no test touches a user's data or the public network. */
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
	/** Standard input, ended after it; nothing unless given. */
	readonly stdin?: string;
	/** The program to run instead of the sources. */
	readonly program?: string;
	/** What the command begins with, as to run it on another host. */
	readonly prefix?: readonly string[];
};

export type FerryEnd = {
	readonly code: number | undefined;
	readonly signal: NodeJS.Signals | undefined;
};

type EventOf<Type extends FerryEvent['type']> = Extract<FerryEvent, {readonly type: Type}>;

const cli = fileURLToPath(new URL('../../source/cli.ts', import.meta.url));

const nowhere = {
	FERRY_KEY: undefined,
	FERRY_STORE: '/dev/null/store',
	FERRY_CONFIG: '/dev/null',
	FERRY_BOOTSTRAP: '127.0.0.1:9',
	NO_COLOR: '1',
};

/** Starts `ferry` with these arguments as a process of its own; it is killed when the test has ended. */
export function startFerry(t: TestContext, arguments_: readonly string[], options: FerryOptions = {}): Ferry {
	const [command, ...before] = [...options.prefix ?? [], ...runtimeCommand];
	const child = spawn(command!, [...before, options.program ?? cli, ...arguments_], {
		cwd: options.cwd,
		env: {...process.env, ...nowhere, ...options.env},
		stdio: 'pipe',
	});
	const ferry = new Ferry(child, arguments_);

	child.stdin.on('error', () => {
		// It ended before it had read everything; what it printed says why.
	});
	child.stdin.end(options.stdin ?? '');

	t.after(async () => {
		ferry.kill('SIGKILL');
		await ferry.ended;
	});

	return ferry;
}

/** A running `ferry` and everything that it has printed. */
export class Ferry {
	/** All of standard output so far. */
	stdout = '';
	/** All of standard error so far. */
	stderr = '';
	/** The lines of standard output that are JSON, parsed, with `event` as `type`. */
	readonly events: FerryEvent[] = [];
	/** Resolves when the process has ended and all it printed was read. */
	readonly ended: Promise<FerryEnd>;

	readonly #child: ChildProcess;
	readonly #name: string;
	readonly #lines: string[] = [];
	readonly #changes = new EventTarget();
	#end: FerryEnd | undefined;

	constructor(child: ChildProcess, arguments_: readonly string[]) {
		this.#child = child;
		this.#name = ['ferry', ...arguments_].join(' ');

		readLines(child.stdout!, text => {
			this.stdout += text;
		}, line => {
			if (line.startsWith('{')) {
				this.events.push(parseEvent(line));
			}

			this.#onLine(line);
		});

		readLines(child.stderr!, text => {
			this.stderr += text;
		}, line => {
			this.#onLine(line);
		});

		this.ended = new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (code, signal) => {
				this.#end = {code: code ?? undefined, signal: signal ?? undefined};
				this.#changes.dispatchEvent(new Event('change'));
				resolve(this.#end);
			});
		});
	}

	get pid(): number {
		return this.#child.pid!;
	}

	/**
	Waits for the first line, of either output, that matches; earlier ones count.

	@throws When the process ends without one, with all that it printed.
	*/
	async line(pattern: RegExp): Promise<RegExpMatchArray> {
		return this.#waitFor(`a line that matches ${String(pattern)}`, () => {
			for (const line of this.#lines) {
				const match = pattern.exec(line);

				if (match) {
					return match;
				}
			}

			return undefined;
		});
	}

	/**
	Waits for the first event of this type that is accepted; earlier ones count.

	@throws When the process ends without one, with all that it printed.
	*/
	async event<Type extends FerryEvent['type']>(type: Type, accept: (event: EventOf<Type>) => boolean = () => true): Promise<EventOf<Type>> {
		return this.#waitFor(`an event '${type}'`, () =>
			this.events.filter(event => isEvent(event, type)).find(event => accept(event)));
	}

	/** Sends a signal to this process alone; SIGINT, as Ctrl-C does, unless another is named. */
	kill(signal: NodeJS.Signals = 'SIGINT'): void {
		// By its id: Deno tells a signal that its own call has sent as what ended the process, whatever did.
		if (this.#child.exitCode === null && this.#child.signalCode === null) {
			process.kill(this.pid, signal);
		}
	}

	async #waitFor<Value>(what: string, find: () => Value | undefined): Promise<Value> {
		return waitFor(this.#changes, 'change', () => {
			const found = find();

			if (found === undefined && this.#end) {
				throw new Error(`\`${this.#name}\` ended with ${this.#end.signal ?? this.#end.code} before ${what}.\n${this.stdout}\n${this.stderr}`);
			}

			return found;
		});
	}

	#onLine(line: string): void {
		this.#lines.push(line);
		this.#changes.dispatchEvent(new Event('change'));
	}
}

function isEvent<Type extends FerryEvent['type']>(event: FerryEvent, type: Type): event is EventOf<Type> {
	return event.type === type;
}

/** Only a newline ends a line here: a name inside JSON may hold every other separator. */
function readLines(stream: Readable, onText: (text: string) => void, onLine: (line: string) => void): void {
	let rest = '';

	stream.setEncoding('utf8');
	stream.on('data', (text: string) => {
		onText(text);
		const lines = (rest + text).split('\n');
		rest = lines.pop()!;

		for (const line of lines) {
			onLine(line);
		}
	});
	stream.on('end', () => {
		if (rest !== '') {
			onLine(rest);
		}
	});
}
