import path from 'node:path';
import process from 'node:process';
import envPaths from 'env-paths';

type Environment = Readonly<Record<string, string | undefined>>;

/** The directory that holds ferry's state, absolute: the one asked for, else `FERRY_STORE`, else the system's place for data of programs. */
export function dataDirectory(option: string | undefined, environment: Environment = process.env): string {
	// An empty variable counts as unset, as everywhere else.
	const {FERRY_STORE: fromEnvironment = ''} = environment;
	return path.resolve(option ?? (fromEnvironment === '' ? envPaths('ferry', {suffix: ''}).data : fromEnvironment));
}

/** The config file, absolute: what `FERRY_CONFIG` asks for, else `config.json` in the system's place for what users write for programs. It is theirs and not of one data directory. */
export function configFile(environment: Environment): {readonly file: string; readonly isAsked: boolean} {
	const {FERRY_CONFIG: fromEnvironment = ''} = environment;
	return fromEnvironment === ''
		? {file: path.join(envPaths('ferry', {suffix: ''}).config, 'config.json'), isAsked: false}
		: {file: path.resolve(fromEnvironment), isAsked: true};
}
