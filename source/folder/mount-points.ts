import {lstatSync, readdirSync} from 'node:fs';
import path from 'node:path';

/** What has to be known of directories to tell whether something is mounted there. */
export type Disk = {
	/** The number of the file system that the directory is on. */
	readonly deviceOf: (place: string) => number;
	readonly isEmpty: (place: string) => boolean;
};

const realDisk: Disk = {
	deviceOf: place => lstatSync(place).dev,
	isEmpty: place => readdirSync(place).length === 0,
};

/**
Which file system each part of a folder is on, as long as somebody looks at it again and again, and where another one was mounted when it was looked at before.

When a disk is taken out, what is left of it is an empty directory on another file system, or nothing: to whoever looks only at names, everything in it was deleted.
*/
export class MountPoints {
	readonly #disk: Disk;
	readonly #devices = new Map<string, number>();
	/** Where another file system was mounted and was not seen yet. */
	readonly #awaited: Set<string>;
	readonly #found = new Set<string>();
	readonly #away = new Set<string>();

	/** @param earlier - `names` of when the folder was looked at before. */
	constructor(earlier: readonly string[] = [], disk = realDisk) {
		this.#awaited = new Set(earlier);
		this.#disk = disk;
	}

	/** The directories that other file systems are mounted at, or were and are away. */
	get names(): readonly string[] {
		return [...new Set([...this.#awaited, ...this.#found])].toSorted();
	}

	/** Whether anything is away, as far as was looked. */
	get isAnyAway(): boolean {
		return this.#away.size > 0;
	}

	/**
	Whether a directory is on the file system that it was on when it was first seen, and is no empty place where one was mounted before. To be asked for the directories above it first; one that is below none that is known becomes known.

	@param device - the number of the file system that it is on now.
	@param place - where it stands.
	*/
	isThere(directory: string, device: number, place: string): boolean {
		const isThere = this.#isAsBefore(directory, device, place);
		if (isThere) {
			this.#away.delete(directory);
		} else {
			this.#away.add(directory);
		}

		return isThere;
	}

	/** Something is not there any more: whether a file system was mounted at it, so that it is away and not deleted. */
	isAway(name: string): boolean {
		const isMountPoint = this.#awaited.has(name) || this.#found.has(name);
		if (isMountPoint) {
			this.#away.add(name);
		}

		return isMountPoint;
	}

	/** The names in a directory at which file systems are mounted, or were. @param prefix - the directory, empty or ending in `/`. */
	namesIn(prefix: string): readonly string[] {
		return this.names.filter(name => name.startsWith(prefix) && !name.slice(prefix.length).includes('/')).map(name => name.slice(prefix.length));
	}

	#isAsBefore(directory: string, device: number, place: string): boolean {
		if (this.#awaited.has(directory)) {
			if (device === this.#deviceAround(directory, place) && this.#disk.isEmpty(place)) {
				return false;
			}

			// It is back, or something else stands there by now.
			this.#awaited.delete(directory);
		}

		if (this.#deviceAbove(directory) === device) {
			return true;
		}

		const isNew = !this.#devices.has(directory);
		if (isNew) {
			this.#devices.set(directory, device);
			if (directory !== '' && this.#deviceAround(directory, place) !== device) {
				this.#found.add(directory);
			}
		}

		return isNew;
	}

	/** The file system of what the directory stands in. */
	#deviceAround(directory: string, place: string): number {
		const above = directory.slice(0, Math.max(0, directory.lastIndexOf('/')));
		return this.#deviceAbove(above) ?? this.#disk.deviceOf(path.dirname(place));
	}

	/** The file system of the directory, or of the one above it that is the root of another one. */
	#deviceAbove(directory: string): number | undefined {
		for (let above = directory; ; above = above.slice(0, Math.max(0, above.lastIndexOf('/')))) {
			const device = this.#devices.get(above);
			if (device !== undefined || above === '') {
				return device;
			}
		}
	}
}
