import {readFile, rename} from 'node:fs/promises';
import path from 'node:path';
import {systemErrorCode} from '../base/errors.ts';
import {syncDirectory, writeNewFile} from './write-new-file.ts';

/** What the user has set for all shares of a data directory. */
export type Settings = {
	/** Names that the user gave to peers, by their keys in hexadecimal. */
	readonly peerNames: Readonly<Record<string, string>>;
	/** Bytes a second; 0 for no limit, null for what the config file says, or else none. */
	readonly uploadLimit: number | null;
	readonly downloadLimit: number | null;
	/** Limits don't hold in the local network; null for what the config file says. */
	readonly limitsExceptLan: boolean | null;
	readonly theme: 'dark' | 'light' | 'mono';
};

const defaults: Settings = {
	peerNames: {}, uploadLimit: null, downloadLimit: null, limitsExceptLan: null, theme: 'dark',
};

/** Reads the settings of a data directory. What is missing takes its default; a file that can't be understood is kept aside as `settings.json.broken`. */
export async function loadSettings(directory: string): Promise<Settings> {
	const file = settingsFile(directory);
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		if (systemErrorCode(error) === 'ENOENT') {
			return defaults;
		}

		throw error;
	}

	const settings = parseSettings(text);
	if (!settings) {
		await rename(file, `${file}.broken`);
	}

	return settings ?? defaults;
}

/** Writes the settings, whole or not at all, and waits until they are on the disk. */
export async function saveSettings(directory: string, settings: Settings): Promise<void> {
	const file = settingsFile(directory);
	await rename(await writeNewFile(file, `${JSON.stringify(settings, undefined, '\t')}\n`), file);
	await syncDirectory(directory);
}

/** The settings that a text holds, or undefined when it holds anything else. */
export function parseSettings(text: string): Settings | undefined {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}

	const settings: unknown = typeof value === 'object' && value !== null ? {...defaults, ...value} : value;
	return isSettings(settings) ? settings : undefined;
}

function isSettings(value: unknown): value is Settings {
	if (typeof value !== 'object' || value === null) {
		return false;
	}

	const {peerNames, uploadLimit, downloadLimit, limitsExceptLan, theme}: Partial<Record<keyof Settings, unknown>> = value;
	return isNames(peerNames) && isLimit(uploadLimit) && isLimit(downloadLimit)
		&& (limitsExceptLan === null || typeof limitsExceptLan === 'boolean') && ['dark', 'light', 'mono'].includes(String(theme));
}

function isNames(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.values(value).every(name => typeof name === 'string');
}

function isLimit(value: unknown): boolean {
	return value === null || (typeof value === 'number' && value >= 0 && Number.isFinite(value));
}

function settingsFile(directory: string): string {
	return path.join(directory, 'settings.json');
}
