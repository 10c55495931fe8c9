import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {exitCodes} from '../source/base/errors.ts';
import {type Import, readImports, readSourceFiles} from './helpers/read-imports.ts';

const files = readSourceFiles();

/** Who may import whom; everyone may import from their own folder. */
const rooms: Readonly<Record<string, readonly string[]>> = {
	base: [],
	link: ['base'],
	feed: ['base'],
	folder: ['base'],
	storage: ['base', 'feed'],
	transfer: ['base', 'feed'],
	udx: ['base'],
	network: ['base', 'udx'],
	library: ['base', 'link'],
	app: ['base', 'link', 'feed', 'folder', 'storage', 'transfer', 'network', 'library'],
	output: ['app', 'base'],
	ui: ['app', 'base'],
	commands: ['app', 'output', 'ui', 'base'],
	cli: ['commands', 'base'],
};

/** The only rooms that may use a package, or a built-in module, at run time. Its types cost nothing and are free. */
const owners: Readonly<Record<string, readonly string[]>> = {
	hyperdht: ['network'],
	hyperswarm: ['network'],
	'blind-relay': ['network'],
	'@hyperswarm/secret-stream': ['network'],
	'node:net': ['udx', 'network'],
	'node:dgram': ['udx', 'network'],
	'multicast-dns': ['network'],
	hypercore: ['feed', 'storage', 'transfer'],
	'hypercore-storage': ['storage'],
	'index-encoder': ['storage'],
	'compact-encoding': ['feed', 'transfer'],
	protomux: ['transfer'],
	'@scure/base': ['link'],
	'@scure/bip39/wordlists/english.js': ['link'],
	z32: ['link'],
	'node:fs': ['folder', 'storage', 'library'],
	'node:fs/promises': ['folder', 'storage', 'library'],
	'node:sqlite': ['storage', 'library'],
	ink: ['ui'],
	react: ['ui'],
	clipboardy: ['ui'],
	uqr: ['ui'],
	'string-width': ['ui'],
	meow: ['commands', 'cli'],
	'pretty-bytes': ['base'],
	'pretty-ms': ['base'],
};

test('the imports of a file are read, whatever their shape', () => {
	const text = `import process from 'node:process';
import type {A} from './a.ts';
import {
	b,
	type B,
} from '../feed/b.ts';
export {c} from './c.ts';
export type {D} from './d.ts';
import 'effect';
const app = await import('../app/app.ts');
`;
	const seen = readImports('commands/x.ts', text).map(({target, isOurs, isType, isDynamic}) => [target, isOurs, isType, isDynamic]);
	assert.deepEqual(seen, [
		['node:process', false, false, false],
		['commands/a.ts', true, true, false],
		['feed/b.ts', true, false, false],
		['commands/c.ts', true, false, false],
		['commands/d.ts', true, true, false],
		['effect', false, false, false],
		['app/app.ts', true, false, true],
	]);
});

test('rooms import only from the rooms they may know', () => {
	const wrong = files.flatMap(({path, room, imports}) => imports
		.filter(({target, isOurs}) => isOurs && roomOf(target) !== room && !rooms[room]?.includes(roomOf(target)))
		.map(({target}) => `${path} imports ${target}`));
	assert.deepEqual(wrong, []);
});

test('only its owners use a package', () => {
	const wrong = files.flatMap(({path, room, imports}) => imports
		.filter(({target, isOurs, isType}) => !isOurs && !isType && owners[target]?.includes(room) === false)
		.map(({target}) => `${path} uses ${target}`));
	assert.deepEqual(wrong, []);
});

test('the table of docs/architecture.md says the same', () => {
	const page = readFileSync(new URL('../docs/architecture.md', import.meta.url), 'utf8');
	const [, table = ''] = page.split('## Who may import whom');
	const rows = [...table.matchAll(/^\| `(?<room>\w+)` \|[^\|]*\| (?<known>[^\|]*) \| (?<alone>[^\|]*) \|$/gmv)].map(({groups}) => groups!);
	assert.deepEqual(Object.fromEntries(rows.map(({room, known}) => [room!, known === '–' ? [] : known!.split(', ')])), rooms);
	const alone = rows.flatMap(({room, alone}) => [...alone!.matchAll(/`(?<name>[^`]+)`(?: \(with (?<others>[^\)]+)\))?/gv)]
		.map(({groups}) => [groups!['name']!, [room!, ...groups!['others']?.split(', ') ?? []].toSorted()] as const));
	const expected = Object.entries(owners).filter(([name]) => !name.endsWith('/promises')).map(([name, rooms]) => [name, rooms.toSorted()] as const);
	assert.equal(new Set(alone.map(([name]) => name)).size, alone.length, 'A package stands there twice');
	assert.deepEqual(Object.fromEntries(alone), Object.fromEntries(expected));
});

test('only the command line and the outputs touch the standard streams', () => {
	const wrong = files
		.filter(({room, text}) => room !== 'cli' && room !== 'output' && /\bprocess\.std(?:out|err)\b|\bconsole\.|\bstd(?:out|err)\b[^\n]*from 'node:process'/v.test(text))
		.map(({path}) => path);
	assert.deepEqual(wrong, []);
});

test('no files import each other in a circle', () => {
	const imports = new Map(files.map(file => [file.path, file.imports.filter(({isOurs}) => isOurs).map(({target}) => target)]));
	const finished = new Set<string>();
	const walk = (path: string, above: readonly string[]): void => {
		assert.ok(!above.includes(path), [...above.slice(above.indexOf(path)), path].join(' → '));
		if (finished.has(path)) {
			return;
		}

		for (const target of imports.get(path) ?? []) {
			walk(target, [...above, path]);
		}

		finished.add(path);
	};

	for (const path of imports.keys()) {
		walk(path, []);
	}
});

test('help and version load neither network nor storage nor any screen', () => {
	const loaded = new Set<string>();
	const load = ({target, isType, isDynamic}: Import): void => {
		if (isType || isDynamic || loaded.has(target)) {
			return;
		}

		loaded.add(target);
		for (const each of files.find(({path}) => path === target)?.imports ?? []) {
			load(each);
		}
	};

	load({
		target: 'cli.ts', isOurs: true, isType: false, isDynamic: false,
	});
	const heavy = [...loaded].filter(target => ['network', 'storage', 'transfer', 'feed', 'folder', 'library', 'ui'].includes(roomOf(target)) || target === 'app/app.ts');
	assert.deepEqual(heavy, []);
	const packages = [...loaded].filter(target => !target.endsWith('.ts') && !target.startsWith('node:'));
	assert.deepEqual(packages.toSorted(), ['@scure/base', 'meow', 'pretty-bytes', 'pretty-ms', 'z32']);
});

test('no file is longer than 300 lines', () => {
	assert.deepEqual(files.filter(({text}) => text.split('\n').length > 301).map(({path}) => path), []);
});

test('everything that is exported has a name', () => {
	assert.deepEqual(files.filter(({text}) => /^export default\b/mv.test(text)).map(({path}) => path), []);
});

test('every error code can happen', () => {
	const unused = Object.keys(exitCodes).filter(code => !files.some(({path, text}) => path !== 'base/errors.ts' && text.includes(`'${code}'`)));
	assert.deepEqual(unused, []);
});

function roomOf(target: string): string {
	return target.includes('/') ? target.slice(0, target.indexOf('/')) : 'cli';
}
