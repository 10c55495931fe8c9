import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {
	closeSync, mkdirSync, openSync, rmSync, writeSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {systemErrorCode} from '../../source/base/errors.ts';

const mebibyte = 1024 * 1024;

/** A reason to skip tests that need a small disk of their own, or false. */
export const cannotMount = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0
	? false
	: 'a small disk of its own needs root on Linux';

/** A disk of so many MiB. Whoever mounts it has to unmount it. */
export class SmallDisk {
	readonly place: string;

	constructor(place: string, mebibytes: number) {
		this.place = place;
		mkdirSync(place, {recursive: true});
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', place]);
	}

	/** Another program writes until nothing is left. */
	fill(): void {
		const file = openSync(this.#filler, 'w');
		const piece = new Uint8Array(mebibyte);
		try {
			for (let {length} = piece; length > 0;) {
				try {
					writeSync(file, piece, 0, length);
				} catch (error) {
					assert.equal(systemErrorCode(error), 'ENOSPC');
					length >>= 1;
				}
			}
		} finally {
			closeSync(file);
		}
	}

	/** Deletes what the other program wrote. */
	makeRoom(): void {
		rmSync(this.#filler);
	}

	/** Also while processes use it. */
	unmount(): void {
		execFileSync('umount', ['--lazy', this.place]);
	}

	get #filler(): string {
		return path.join(this.place, 'filler');
	}
}
