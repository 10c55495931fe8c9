/** Resolves when React has drawn what it was told before: it renders in the turn of the event loop after that one, and runs effects in the one after that. */
export async function screenFollows(): Promise<void> {
	for (let turn = 0; turn < 3; turn++) {
		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}
}
