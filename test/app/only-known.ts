import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {FoundEntry} from '../../source/app/found-entry.ts';
import {onlyKnown} from '../../source/app/only-known.ts';
import type {Entry} from '../../source/feed/entry.ts';

const kinds = {
	file: path => ({
		kind: 'file', path, size: 0, mtime: 0, mode: 0o644, extents: [], sha256: undefined,
	}),
	directory: path => ({
		kind: 'directory', path, mtime: 0, mode: 0o755,
	}),
	symlink: path => ({
		kind: 'symlink', path, mtime: 0, target: 'a',
	}),
	withheld: path => ({kind: 'withheld', path}),
} as const satisfies Record<string, (path: string) => Entry>;

type Kind = keyof typeof kinds;

function foundAs(kind: Kind, path: string): FoundEntry {
	const about = {
		path, place: `/shared/${path}`, mtimeMs: 0, ctimeMs: 0, inode: 1, size: 0, mode: 0o644,
	};
	return kind === 'symlink' ? {kind, ...about, target: 'a'} : {kind, ...about};
}

/** What the last version has at a path, what stands there now, and what is shared of it. */
const cases: ReadonlyArray<readonly [before: Kind | undefined, now: Kind | undefined, shared: Kind | undefined]> = [
	[undefined, 'file', undefined],
	[undefined, 'directory', undefined],
	[undefined, 'withheld', undefined],
	['file', undefined, undefined],
	['file', 'file', 'file'],
	['file', 'withheld', 'withheld'],
	['withheld', 'file', 'file'],
	['withheld', 'directory', 'withheld'],
	['directory', 'directory', 'directory'],
	['directory', 'file', 'file'],
	['file', 'directory', undefined],
	['symlink', 'directory', undefined],
];

for (const [before, now, shared] of cases) {
	test(`who doesn’t follow shares where there was ${before ?? 'nothing'} and is ${now ?? 'nothing'} now: ${shared ?? 'nothing'}`, async () => {
		const entries = async function * (): AsyncGenerator<Entry> {
			yield * before ? [kinds[before]('b')] : [];
		};

		const found = [foundAs('file', 'a'), ...(now ? [foundAs(now, 'b')] : []), foundAs('file', 'c')];
		const known: string[] = [];
		for await (const {path, kind} of onlyKnown(entries(), found)) {
			known.push(`${path} ${kind}`);
		}

		assert.deepEqual(known, shared ? [`b ${shared}`] : []);
	});
}
