/** Who waits until so many bytes have arrived. */
export class SettledWaits {
	readonly #waits: Array<{readonly bytes: number; readonly resolve: (hasArrived: boolean) => void}> = [];
	#settled = 0;

	async wait(bytes: number): Promise<boolean> {
		return bytes <= this.#settled || new Promise(resolve => {
			this.#waits.push({bytes, resolve});
		});
	}

	settle(bytes: number): void {
		this.#settled = bytes;
		while (this.#waits.length > 0 && this.#waits[0]!.bytes <= bytes) {
			this.#waits.shift()!.resolve(true);
		}
	}

	/** Nothing arrives any more. */
	giveUp(): void {
		for (const {resolve} of this.#waits.splice(0)) {
			resolve(false);
		}
	}
}
