const start = 'ferry1';
const command = 'ferry get';
const length = 64;

/** What there is to say of a key that is being typed and can still become one: what it lacks. */
export function keyHint(text: string): string {
	const key = text.trim().toLowerCase();
	if (key === '' || command.startsWith(key) || key.startsWith(`${command} `) || key.length === length) {
		return 'You see what it holds before anything is written.';
	}

	if (key.startsWith(start) || start.startsWith(key)) {
		return `A share key has ${length} characters; these are ${key.length}.`;
	}

	return key.length === 52
		? 'It is taken for the raw key of a feed, as it doesn’t begin with ferry1.'
		: `A share key begins with ${start}. This could only be the raw key of a feed, of 52 or ${length} characters; these are ${key.length}.`;
}
