import {execFileSync} from 'node:child_process';

/** Makes an empty file, or a directory with one in it, whose name is these bytes, which need not be UTF-8: Deno's own calls take no such names. */
export function writeRawName(folder: string, bytes: readonly number[], kind: 'file' | 'directory' = 'file'): void {
	run(kind === 'file' ? ': > "$name"' : 'mkdir "$name" && : > "$name/inside"', folder, bytes);
}

/** Makes a link that leads to a path of these bytes. */
export function writeRawLink(folder: string, name: string, bytes: readonly number[]): void {
	run('ln -s "$name" "$3"', folder, bytes, name);
}

function run(script: string, folder: string, bytes: readonly number[], ...more: readonly string[]): void {
	const name = bytes.map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');
	execFileSync('sh', ['-c', `cd "$1" && name="$(printf "$2")" && ${script}`, 'sh', folder, name, ...more]);
}
