import {readdirSync, readFileSync} from 'node:fs';
import {posix} from 'node:path';
import {fileURLToPath} from 'node:url';

/** What one import statement asks for. */
export type Import = {
	/** A file of ours as a path below `source/`, or a package by its name. */
	readonly target: string;
	readonly isOurs: boolean;
	/** Gone before the program runs. */
	readonly isType: boolean;
	/** `import()`, loaded only when that line is reached. */
	readonly isDynamic: boolean;
};

/** One file of the source tree. */
export type SourceFile = {
	/** Below `source/`, with slashes. */
	readonly path: string;
	/** The folder below `source/` it belongs to; `cli` for the file that stands alone. */
	readonly room: string;
	readonly text: string;
	readonly imports: readonly Import[];
};

const sourceDirectory = fileURLToPath(new URL('../../source/', import.meta.url));

const statement = /^(?:import|export)\s+(?<type>type\s)?[^';]*?from\s+'(?<target>[^']+)'/gmv;
const bareStatement = /^import\s+'(?<target>[^']+)'/gmv;
const call = /\bimport\(\s*'(?<target>[^']+)'/gv;

/** Every TypeScript file below `source/`, with what it imports; declarations of other people's packages are left out. */
export function readSourceFiles(): SourceFile[] {
	return readdirSync(sourceDirectory, {recursive: true, encoding: 'utf8'})
		.map(path => path.replaceAll('\\', '/'))
		.filter(path => /\.tsx?$/v.test(path) && !path.startsWith('types/'))
		.toSorted((a, b) => a.localeCompare(b))
		.map(path => {
			const text = readFileSync(posix.join(sourceDirectory, path), 'utf8');
			const room = path.includes('/') ? path.slice(0, path.indexOf('/')) : 'cli';
			return {
				path, room, text, imports: readImports(path, text),
			};
		});
}

/** The imports in the text of the file at `path` below `source/`. */
export function readImports(path: string, text: string): Import[] {
	const find = (pattern: RegExp, isDynamic: boolean): Import[] => [...text.matchAll(pattern)].map(({groups}) => {
		const target = groups?.['target'] ?? '';
		const isOurs = target.startsWith('.');
		return {
			target: isOurs ? posix.join(posix.dirname(path), target) : target,
			isOurs,
			isType: groups?.['type'] !== undefined,
			isDynamic,
		};
	});

	return [...find(statement, false), ...find(bareStatement, false), ...find(call, true)];
}
