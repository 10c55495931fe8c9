import {readFile, rename} from 'node:fs/promises';
import path from 'node:path';
import {Turns} from '../base/turns.ts';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {syncDirectory, writeNewFile} from './write-new-file.ts';

export type StoredValueOptions<Value> = {
	/** Of the file, in the data directory. */
	readonly name: string;
	/** What the JSON of a file says; undefined when that is anything else. */
	readonly parse: (value: unknown) => Value | undefined;
	/** What it is while there is no file. */
	readonly initial: Value;
	/** What is thrown when the file can't be understood, which then stays where it is; unless given it is kept aside, and the value begins anew. */
	readonly unreadable?: (file: string) => Error;
};

/** A value that is kept as JSON in a file of its own, readable by its owner only, and that several processes may change. */
export class StoredValue<Value> {
	/** Reads it; a file that can't be understood is kept aside as `….broken`, if that is no error. @throws ExpectedError `store-unusable`, and `options.unreadable` */
	static async open<Value>(directory: string, options: StoredValueOptions<Value>): Promise<StoredValue<Value>> {
		const stored = new StoredValue(directory, options);
		await stored.reload();
		return stored;
	}

	readonly #file: string;
	readonly #options: StoredValueOptions<Value>;
	readonly #turns = new Turns();
	#value: Value;
	#text: string | undefined;

	/** Get one from `StoredValue.open`. */
	constructor(directory: string, options: StoredValueOptions<Value>) {
		this.#file = path.join(directory, options.name);
		this.#options = options;
		this.#value = options.initial;
	}

	/** As it was when it was last read or changed. */
	get value(): Value {
		return this.#value;
	}

	/** Whether there is a file. */
	get isStored(): boolean {
		return this.#text !== undefined;
	}

	/** Reads what other processes have made of it, and says whether that is something else. */
	async reload(): Promise<boolean> {
		return this.#turns.run(async () => this.#read());
	}

	/** Changes what stands on disk by now, whole or not at all, and waits until it is there. A change to the same object changes nothing. */
	async change(change: (value: Value) => Value): Promise<void> {
		await this.#turns.run(async () => {
			await this.#read();
			const value = change(this.#value);
			if (value !== this.#value) {
				await this.#write(value);
			}
		});
	}

	async #read(): Promise<boolean> {
		let text: string | undefined;
		try {
			text = await readFile(this.#file, 'utf8');
		} catch (error) {
			if (systemErrorCode(error) !== 'ENOENT') {
				throw unusable(this.#file, error);
			}
		}

		if (text === this.#text) {
			return false;
		}

		const value = text === undefined ? this.#options.initial : this.#parse(text);
		if (value === undefined && this.#options.unreadable) {
			throw this.#options.unreadable(this.#file);
		}

		if (value === undefined) {
			await rename(this.#file, `${this.#file}.broken`);
			this.#text = undefined;
			this.#value = this.#options.initial;
			return true;
		}

		this.#text = text;
		this.#value = value;
		return true;
	}

	async #write(value: Value): Promise<void> {
		const text = `${JSON.stringify(value, undefined, '\t')}\n`;
		try {
			await rename(await writeNewFile(this.#file, text), this.#file);
			await syncDirectory(path.dirname(this.#file));
		} catch (error) {
			throw unusable(this.#file, error);
		}

		this.#text = text;
		this.#value = value;
	}

	#parse(text: string): Value | undefined {
		try {
			return this.#options.parse(JSON.parse(text));
		} catch {
			// It is no JSON.
			return undefined;
		}
	}
}

function unusable(file: string, cause: unknown): ExpectedError {
	return new ExpectedError('store-unusable', `Ferry’s data at “${file}” can’t be used (${systemErrorCode(cause)}).`, {
		hint: 'Check the permissions and the free space there, or choose another place with --store.',
		cause,
	});
}
