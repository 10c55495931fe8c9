import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';

/** Names what is in a binary: another ferry has another one. */
export function hashFiles(files: ReadonlyMap<string, string>): string {
	const hash = createHash('sha256');
	for (const [name, place] of files) {
		const bytes = readFileSync(place);
		hash.update(`${name}\0${bytes.length}\0`).update(bytes);
	}

	return hash.digest('hex').slice(0, 32);
}
