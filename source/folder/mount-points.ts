/**
Which file system each part of a folder is on, as long as somebody looks at it again and again.

When a disk is taken out, what is left of it is an empty directory on another file system: to whoever looks only at names, everything in it was deleted.
*/
export class MountPoints {
	readonly #devices = new Map<string, number>();

	/**
	Whether a directory is on the file system that it was on when it was first seen. To be asked for the directories above it first; one that is below none that is known becomes known.

	@param device - the number of the file system that it is on now.
	*/
	isThere(directory: string, device: number): boolean {
		if (this.#deviceAbove(directory) === device) {
			return true;
		}

		const isNew = !this.#devices.has(directory);
		if (isNew) {
			this.#devices.set(directory, device);
		}

		return isNew;
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
