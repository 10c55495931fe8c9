import {readFile} from 'node:fs/promises';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {isHostAndPort} from '../base/is-host-and-port.ts';
import {parseSize} from '../base/parse-size.ts';
import {configFile} from './locations.ts';

/** What the user has written down for every command. What is left out is as if there were no file. */
export type Config = {
	/** `host:port` each. */
	readonly bootstrap?: readonly string[];
	/** 64 hexadecimal digits. */
	readonly relayThrough?: string;
	readonly tcp?: boolean;
	readonly lan?: 'on' | 'off' | 'only';
	/** Bytes a second over everything, but with `exceptLan` not in the local network. */
	readonly limits?: ConfigLimits;
};

type ConfigLimits = {readonly up?: number; readonly down?: number; readonly exceptLan?: boolean};

/**
Reads the config file: the one that `FERRY_CONFIG` names, or else `config.json` in the system's place for such files, which need not be there.

@throws {ExpectedError} `config-unreadable`
*/
export async function loadConfig(environment: Readonly<Record<string, string | undefined>>): Promise<Config> {
	const {file, isAsked} = configFile(environment);
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		if (!isAsked && ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error))) {
			return {};
		}

		throw unreadable(file, `can’t be read (${systemErrorCode(error)}).`, error);
	}

	return parseConfig(text, file);
}

/**
What the text of a config file says, field by field; an empty one says nothing.

@param file - Its name, for the errors.
@throws {ExpectedError} `config-unreadable`, naming the field that can't be.
*/
export function parseConfig(text: string, file: string): Config {
	const value = text.trim() === '' ? {} : parseJson(text, file);
	const {bootstrap, relayThrough, tcp, lan, limits, ...others} = fieldsOf(value, 'The whole', file);
	refuseOthers(others, '', file);
	const config: Config = {
		...(bootstrap !== undefined && {bootstrap: nodesOf(bootstrap, file)}),
		...(relayThrough !== undefined && {relayThrough: checked(relayThrough, isKey, 'relayThrough has to be the key that “ferry node --relay” shows, 64 hexadecimal digits.', file)}),
		...(tcp !== undefined && {tcp: checked(tcp, isFlag, 'tcp has to be true or false.', file)}),
		...(lan !== undefined && {lan: lanOf(lan, file)}),
		...(limits !== undefined && {limits: limitsOf(limits, file)}),
	};
	if (config.lan === 'only' && (config.tcp === false || config.bootstrap)) {
		throw unreadable(file, 'lan is "only", which is without a DHT and over TCP: it excludes bootstrap, and tcp as false.');
	}

	return config;
}

function parseJson(text: string, file: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw unreadable(file, `is not JSON: ${error instanceof Error ? error.message : String(error)}.`, error);
	}
}

function fieldsOf(value: unknown, name: string, file: string): Readonly<Record<string, unknown>> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw unreadable(file, `${name} has to be an object, in braces.`);
	}

	return {...value};
}

function refuseOthers(others: Readonly<Record<string, unknown>>, above: string, file: string): void {
	const [name] = Object.keys(others);
	if (name !== undefined) {
		throw unreadable(file, `${above}${name} is no field of it.`);
	}
}

function nodesOf(value: unknown, file: string): readonly string[] {
	const nodes: readonly unknown[] = Array.isArray(value) ? value : [value];
	return nodes.map(node => checked(node, isNode, 'bootstrap has to be "HOST:PORT", or a list of such, with ports from 1 to 65535.', file));
}

function lanOf(value: unknown, file: string): 'on' | 'off' | 'only' {
	const lan = checked(value, isLan, 'lan has to be true, false or "only".', file);
	return lan === 'only' ? lan : (lan ? 'on' : 'off');
}

function limitsOf(value: unknown, file: string): ConfigLimits {
	const {up, down, exceptLan, ...others} = fieldsOf(value, 'limits', file);
	refuseOthers(others, 'limits.', file);
	return {
		...limitOf('up', up, file),
		...limitOf('down', down, file),
		...(exceptLan !== undefined && {exceptLan: checked(exceptLan, isFlag, 'limits.exceptLan has to be true or false.', file)}),
	};
}

/** 0 stands for no limit, as it does on the command line. */
function limitOf(name: 'up' | 'down', value: unknown, file: string): Readonly<Partial<Record<'up' | 'down', number>>> {
	if (value === undefined) {
		return {};
	}

	const text = typeof value === 'number' && value >= 0 ? String(value) : value;
	const bytes = typeof text === 'string' && text.trim() !== '' ? parseSize(text) : undefined;
	if (bytes === undefined) {
		throw unreadable(file, `limits.${name} has to be bytes a second, a number or a text like "500k", "2MB" or "1.5MiB".`);
	}

	return bytes === 0 ? {} : {[name]: bytes};
}

function checked<Value>(value: unknown, check: (value: unknown) => value is Value, sentence: string, file: string): Value {
	if (!check(value)) {
		throw unreadable(file, sentence);
	}

	return value;
}

function isKey(value: unknown): value is string {
	return typeof value === 'string' && /^[\da-f]{64}$/iv.test(value);
}

function isFlag(value: unknown): value is boolean {
	return typeof value === 'boolean';
}

function isLan(value: unknown): value is boolean | 'only' {
	return typeof value === 'boolean' || value === 'only';
}

function isNode(value: unknown): value is string {
	return typeof value === 'string' && isHostAndPort(value);
}

function unreadable(file: string, problem: string, cause?: unknown): ExpectedError {
	return new ExpectedError('config-unreadable', `The config file “${file}”: ${problem}`, {
		hint: 'Its fields are bootstrap, relayThrough, tcp, lan and limits; the README shows one.', cause,
	});
}
