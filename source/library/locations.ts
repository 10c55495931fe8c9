import path from 'node:path';
import process from 'node:process';
import envPaths from 'env-paths';

/** The directory that holds ferry's state, absolute: the one asked for, else `FERRY_STORE`, else the system's place for data of programs. */
export function dataDirectory(option: string | undefined, environment: NodeJS.ProcessEnv = process.env): string {
	// An empty variable counts as unset, as everywhere else.
	const {FERRY_STORE: fromEnvironment = ''} = environment;
	return path.resolve(option ?? (fromEnvironment === '' ? envPaths('ferry', {suffix: ''}).data : fromEnvironment));
}
