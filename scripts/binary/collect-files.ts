import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';

type Manifest = {readonly dependencies?: Readonly<Record<string, string>>};

/** Of packages with native code, the code for other systems, what it is made of, and texts are left out. */
const unneeded = /\.(?:md|cc|c|h|txt|ts|bare|map)$|(?:^|\/)(?:LICENSE|NOTICE|CHANGELOG)[^\/]*$/v;

/**
What ferry needs at run time, by where it goes: what was built, and the packages with native code, with the packages that they need themselves.

@param target - For which system and processor, as the folders of such code are named: `linux-x64`.
@throws An error when a package has no code for that.
*/
export function collectFiles(root: string, target: string): ReadonlyMap<string, string> {
	const files = new Map<string, string>();
	for (const name of globSync('*.js', {cwd: path.join(root, 'distribution')}).toSorted()) {
		files.set(`distribution/${name}`, path.join(root, 'distribution', name));
	}

	// What makes Node.js take them for modules.
	files.set('package.json', path.join(root, 'package.json'));
	const natives = Object.keys(readManifest(root).dependencies ?? {}).filter(name => name.endsWith('-native'));
	for (const name of closure(root, natives)) {
		addPackage(files, root, name, target);
	}

	return files;
}

/** These packages and all that they depend on, as far as it is installed. */
function closure(root: string, names: readonly string[]): ReadonlySet<string> {
	const found = new Set<string>();
	const waiting = [...names];
	for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
		if (!found.has(name)) {
			found.add(name);
			waiting.push(...Object.keys(readManifest(path.join(root, 'node_modules', name)).dependencies ?? {}));
		}
	}

	return found;
}

function addPackage(files: Map<string, string>, root: string, name: string, target: string): void {
	const directory = path.join(root, 'node_modules', name);
	const isNative = globSync('prebuilds/*', {cwd: directory}).length > 0;
	const mine = `prebuilds/${target}/`;
	let hasCode = false;
	for (const entry of globSync('**/*', {cwd: directory, withFileTypes: true}).toSorted((a, b) => a.parentPath.localeCompare(b.parentPath) || a.name.localeCompare(b.name))) {
		const place = path.join(entry.parentPath, entry.name);
		const inside = path.relative(directory, place).replaceAll(path.sep, '/');
		if (!entry.isFile() || unneeded.test(inside) || (inside.startsWith('prebuilds/') && !inside.startsWith(mine))) {
			continue;
		}

		hasCode ||= inside.startsWith(mine);
		files.set(`node_modules/${name}/${inside}`, place);
	}

	if (name.endsWith('-native') && isNative && !hasCode) {
		throw new Error(`${name} has no code for ${target}.`);
	}
}

function readManifest(directory: string): Manifest {
	// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- npm has read it as well.
	return JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as Manifest;
}
