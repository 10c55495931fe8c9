import assert from 'node:assert/strict';
import {
	mkdir, readFile, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import stringWidth from 'string-width';

/** A screen of some size, as a terminal has it. */
export type Picture = {
	readonly columns: number;
	readonly rows: number;
	readonly lines: () => readonly string[];
};

/** What differs from run to run, and what stands for it in a snapshot, in the same number of columns. A match that begins with spaces stays at the right of its columns. */
export type Mask = readonly [pattern: string | RegExp, shown: string];

export type SnapshotOptions = {
	readonly masks?: readonly Mask[];
	/** Instead of test/snapshots. */
	readonly directory?: string;
	/** Writes the snapshot instead of comparing; FERRY_UPDATE_SNAPSHOTS=1 says so for all. */
	readonly updates?: boolean;
};

const snapshots = fileURLToPath(new URL('../snapshots', import.meta.url));

/** What differs on nearly every screen of two runs. */
export const usualMasks = {
	/** A share's key, also when it is cut off or goes on in the next line. */
	key: [/ferry1[\da-z]{4,}/gv, 'ferry1' + 'k'.repeat(60)],
	/** A peer's key, or its beginning. */
	peer: [/\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{8,64}\b/gv, 'f'.repeat(64)],
	address: [/\b127\.0\.0\.1:\d+/gv, '127.0.0.1:1'],
	time: [/\b\d\d:\d\d(?::\d\d)?\b/gv, '12:34:56'],
	speed: [/ *\b[\d.,]+ [kMG]?B\/s/gv, '1 MB/s'],
	roundTrip: [/ *\b[\d.]+ ms\b/gv, '1 ms'],
	timeLeft: [/ *\b[\d.]+[dhms](?: \d+[hms])? left\b/gv, '1s left'],
	sparkline: [/[▁▂▃▄▅▆▇█]{4,}/gv, '▁'.repeat(200)],
	pid: [/\b(?:process|pid) \d+/gv, 'process 1'],
} as const satisfies Record<string, Mask>;

/**
Compares a screen with the one that is kept as a text, `<name>-<columns>x<rows>.txt`.

@throws With the rows that differ, or when nothing is kept.
*/
export async function assertSnapshot(name: string, picture: Picture, options: SnapshotOptions = {}): Promise<void> {
	const {masks = [], directory = snapshots, updates = process.env['FERRY_UPDATE_SNAPSHOTS'] === '1'} = options;
	const file = path.join(directory, `${name}-${picture.columns}x${picture.rows}.txt`);
	const seen = picture.lines().map(line => maskLine(line, masks));
	const kept = await readSnapshot(file);
	if (updates) {
		await mkdir(directory, {recursive: true});
		await writeFile(file, `${seen.join('\n')}\n`);
		return;
	}

	const hint = 'FERRY_UPDATE_SNAPSHOTS=1 keeps what is seen.';
	if (kept === undefined) {
		assert.fail(`There is no ${path.basename(file)}. ${hint}\n${seen.join('\n')}`);
	}

	const differences = Array.from({length: Math.max(seen.length, kept.length)}, (_, row) => row)
		.filter(row => seen[row] !== kept[row])
		.map(row => `${String(row + 1).padStart(3)} was │${kept[row] ?? ''}\n     is │${seen[row] ?? ''}`);
	assert.ok(differences.length === 0, `${path.basename(file)} differs. ${hint}\n${differences.join('\n')}`);
}

/** A line with what varies replaced, in as many columns. */
export function maskLine(line: string, masks: readonly Mask[]): string {
	let masked = line;
	for (const [pattern, shown] of masks) {
		masked = masked.replaceAll(pattern, match => {
			const width = stringWidth(match);
			const fitted = shown.slice(0, width);
			return match.startsWith(' ') ? fitted.padStart(width) : fitted.padEnd(width);
		});
	}

	return masked.trimEnd();
}

async function readSnapshot(file: string): Promise<readonly string[] | undefined> {
	try {
		return (await readFile(file, 'utf8')).replace(/\n$/v, '').split('\n');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}
