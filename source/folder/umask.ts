import process from 'node:process';

/** The permission bits that new files of this process must not have. Asking for it means setting it, so it is put back at once. */
export const umask: number = readUmask();

function readUmask(): number {
	const mask = process.umask(0o077);
	process.umask(mask);
	return mask;
}
