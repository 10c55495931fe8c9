import {readFileSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import typescript from 'typescript';
import type {ConnectionTask} from './ceilings/connection.ts';
import type {HypercoreTask} from './ceilings/hypercore.ts';
import type {TcpTask} from './ceilings/tcp.ts';
import type {Measurement} from './measurement.ts';
import {startProcess} from './start-process.ts';

type Task = TcpTask | ConnectionTask | HypercoreTask;

/** What one side does: its task, without what only this file knows. */
type Half<TaskType extends Task> = Omit<TaskType, 'role' | 'key'>;

export async function runTcp(task: Half<TcpTask>): Promise<Measurement> {
	return runCeiling([file('tcp')], task, task);
}

export async function runHypercore(task: Half<HypercoreTask>): Promise<Measurement> {
	return runCeiling([file('hypercore')], task, task);
}

export async function runConnection(serverTask: Half<ConnectionTask>, clientTask = serverTask): Promise<Measurement> {
	const {outputText} = typescript.transpileModule(readFileSync(file('connection'), 'utf8'), {compilerOptions: {target: typescript.ScriptTarget.ESNext, module: typescript.ModuleKind.ESNext}});

	return runCeiling(['--input-type=module', '--eval', outputText, '--'], serverTask, clientTask);
}

/** What takes longer than this, in milliseconds, is a dial that has opened and reached nobody, as happens in hyperdht on loopback now and then: it is begun again. */
const patience = 60_000;

async function runCeiling<TaskType extends Task>(arguments_: readonly string[], serverTask: Half<TaskType>, clientTask: Half<TaskType>): Promise<Measurement> {
	for (;;) {
		const measurement = await tryCeiling(arguments_, serverTask, clientTask);
		if (measurement) {
			return measurement;
		}
	}
}

/** Starts a server, then a client with what the server printed. Undefined when the client has reached nobody. */
async function tryCeiling<TaskType extends Task>(arguments_: readonly string[], serverTask: Half<TaskType>, clientTask: Half<TaskType>): Promise<Measurement | undefined> {
	const server = startProcess([...arguments_, JSON.stringify({...serverTask, role: 'server'})]);

	try {
		const key = await server.line(line => line);
		const client = startProcess([...arguments_, JSON.stringify({...clientTask, role: 'client', key})]);
		const line = client.line(Number);
		line.catch(() => {
			// Nobody waits any more when it has been given up.
		});
		const transferSeconds = await Promise.race([line, delay(patience, undefined, {ref: false})]);
		if (transferSeconds === undefined) {
			await client.stop();
			return undefined;
		}

		const receiver = await client.ended();
		const [totalSeconds, receiverSeconds] = [server.age(), client.age()];

		return {
			totalSeconds, receiverSeconds, transferSeconds, receiver, sender: await server.stop(),
		};
	} finally {
		await server.stop();
	}
}

function file(ceiling: string): string {
	return fileURLToPath(new URL(`ceilings/${ceiling}.ts`, import.meta.url));
}
