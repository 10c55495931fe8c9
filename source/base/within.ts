/** Waits for something, but no longer than so many milliseconds. */
export async function within(milliseconds: number, something: Promise<unknown>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const patience = new Promise<void>(resolve => {
		timer = setTimeout(resolve, milliseconds);
	});
	try {
		await Promise.race([something, patience]);
	} finally {
		clearTimeout(timer);
	}
}
