import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import type {FerryEvent} from '../source/app/events.ts';
import {parseEvent} from './parse-event.ts';
import {runtimeCommand} from './runtime-command.ts';

/** The command as it was built. */
export const builtFerry = fileURLToPath(new URL('../distribution/cli.js', import.meta.url));

/** A running ferry, and what it says. */
export class RunningFerry {
	readonly events: FerryEvent[] = [];
	/** When each of them came, in milliseconds. */
	readonly times: number[] = [];
	readonly #child: ChildProcess;
	readonly #changes = new EventTarget();
	#hasEnded = false;

	/** @param prefix - What the command begins with, as to run it on another host. */
	constructor(arguments_: readonly string[], prefix: readonly string[] = []) {
		const [command, ...before] = [...prefix, ...runtimeCommand];
		this.#child = spawn(command!, [...before, builtFerry, ...arguments_, '--json'], {stdio: ['ignore', 'pipe', 'inherit']});
		createInterface({input: this.#child.stdout!}).on('line', line => {
			this.events.push(parseEvent(line));
			this.times.push(performance.now());
			this.#changes.dispatchEvent(new Event('change'));
		});
		this.#child.once('close', () => {
			this.#hasEnded = true;
			this.#changes.dispatchEvent(new Event('change'));
		});
	}

	/** The first event of a type. */
	async event<Type extends FerryEvent['type']>(type: Type): Promise<Extract<FerryEvent, {readonly type: Type}>> {
		for (;;) {
			const found = this.events.find((event): event is Extract<FerryEvent, {readonly type: Type}> => event.type === type);
			if (found) {
				return found;
			}

			assert.ok(!this.#hasEnded, `It ended before “${type}”`);
			await once(this.#changes, 'change');
		}
	}

	/** Ends it as Ctrl-C does. */
	async stop(): Promise<void> {
		this.#child.kill('SIGINT');
		while (!this.#hasEnded) {
			await once(this.#changes, 'change');
		}
	}
}
