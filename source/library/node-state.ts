import {readFile, rename} from 'node:fs/promises';
import path from 'node:path';
import {systemErrorCode} from '../base/errors.ts';
import {syncDirectory, writeNewFile} from './write-new-file.ts';

/** Nodes of a DHT that were known, to start from the next time. */
export type NodeState = {readonly nodes: ReadonlyArray<{readonly host: string; readonly port: number}>};

const none: NodeState = {nodes: []};

/** Reads what `saveNodeState` has written; nothing when there is none or it can't be understood, as it is only a help. */
export async function loadNodeState(directory: string): Promise<NodeState> {
	try {
		const value: unknown = JSON.parse(await readFile(stateFile(directory), 'utf8'));
		return isState(value) ? value : none;
	} catch (error) {
		if (error instanceof SyntaxError || systemErrorCode(error) === 'ENOENT') {
			return none;
		}

		throw error;
	}
}

/** Writes it, whole or not at all. */
export async function saveNodeState(directory: string, state: NodeState): Promise<void> {
	const file = stateFile(directory);
	await rename(await writeNewFile(file, `${JSON.stringify(state)}\n`), file);
	await syncDirectory(directory);
}

function stateFile(directory: string): string {
	return path.join(directory, 'node.json');
}

function isState(value: unknown): value is NodeState {
	return typeof value === 'object' && value !== null && 'nodes' in value && Array.isArray(value.nodes) && value.nodes.every((node: unknown) =>
		typeof node === 'object' && node !== null && 'host' in node && typeof node.host === 'string' && 'port' in node && typeof node.port === 'number');
}
