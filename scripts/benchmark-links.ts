import {type ChildProcess, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {
	mkdir, mkdtemp, rm, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {buildFerry} from './build-ferry.ts';
import {cannotMakeNamespaces, type Host, Namespaces} from './namespaces.ts';
import {builtFerry, RunningFerry} from './running-ferry.ts';

/*
How much of a real link ferry uses, and how much a sharer uploads to several receivers: between hosts in network namespaces whose uplinks are limited by the kernel (tbf). Needs root, on Linux.

	node scripts/benchmark-links.ts [--megabits 100] [--size 128] [--receivers 8]
*/

const {values} = parseArgs({
	options: {
		megabits: {type: 'string', default: '100'}, size: {type: 'string', default: '128'}, receivers: {type: 'string', default: '8'},
	},
});
const megabits = Number(values.megabits);
const bytes = Number(values.size) * 1_000_000;
const receivers = Number(values.receivers);

if (cannotMakeNamespaces !== false) {
	console.error(cannotMakeNamespaces);
	process.exit(1);
}

buildFerry();

const folder = await mkdtemp(path.join(tmpdir(), 'ferry-links-'));
const from = path.join(folder, 'from');
await mkdir(from);
await writeFile(path.join(from, 'file'), randomBytes(bytes));
try {
	for (const [route, options] of [['tcp', []], ['udp', ['--no-tcp']]] as const) {
		await measureLink(route, options);
	}

	await measureMany();
} finally {
	await rm(folder, {recursive: true, force: true});
}

/** One sharer and one receiver; the rate of the files' bytes beside that of the link, from the first byte that is written to the end. */
async function measureLink(route: string, options: readonly string[]): Promise<void> {
	const namespaces = new Namespaces();
	try {
		const [sharer, receiver, server] = namespaces.lan(3);
		sharer!.limit(megabits);
		receiver!.limit(megabits);
		const {
			node, share, key, common,
		} = await startShare(server!, sharer!, route, options);
		const get = new RunningFerry(['get', key, path.join(folder, `to ${route}`), '--yes', '--store', path.join(folder, `store ${route} receiver`), ...common], receiver!.prefix);
		await get.event('receiving');
		const first = get.events.findLast(event => event.type === 'receiving')!;
		const started = performance.now();
		await get.event('received');
		const seconds = (performance.now() - started) / 1000;
		const rate = (bytes - first.bytes) / seconds;
		console.log(`${route}: ${(rate / 1e6).toFixed(2)} MB/s of files over ${megabits} Mbit/s: ${(rate * 8 / megabits / 1e6).toFixed(3)} of the link`);
		await share.stop();
		await end(node);
	} finally {
		namespaces.remove();
	}
}

/** One sharer and several receivers that begin together, every uplink limited; what the sharer uploads until all are complete. */
async function measureMany(): Promise<void> {
	const namespaces = new Namespaces();
	try {
		const [server, sharer, ...others] = namespaces.lan(receivers + 2);
		for (const host of [sharer!, ...others]) {
			host.limit(megabits);
		}

		const {
			node, share, key, common,
		} = await startShare(server!, sharer!, 'many', []);
		const started = performance.now();
		const gets = others.map((host, index) => new RunningFerry([
			'get', key, path.join(folder, `to ${index}`), '--yes', '--stay', '--store', path.join(folder, `store ${index}`), ...common,
		], host.prefix));
		const received = await Promise.all(gets.map(async get => get.event('received')));
		const seconds = (performance.now() - started) / 1000;
		await share.stop();
		const uploaded = share.events.findLast(event => event.type === 'serving')!.bytes;
		const transferred = received.reduce((sum, event) => sum + event.transferred, 0) / receivers / bytes;
		console.log(`${receivers} receivers: complete after ${seconds.toFixed(1)} s; the sharer uploaded ${(uploaded / bytes).toFixed(2)} times the size`);
		console.log(`${receivers} receivers: each of them fetched ${transferred.toFixed(3)} times the size`);
		await Promise.all(gets.map(async get => get.stop()));
		await end(node);
	} finally {
		namespaces.remove();
	}
}

type Started = {readonly node: ChildProcess; readonly share: RunningFerry; readonly key: string; readonly common: readonly string[]};

async function startShare(server: Host, sharer: Host, name: string, options: readonly string[]): Promise<Started> {
	const address = /10\.77\.0\.\d+/v.exec(server.output('hostname', '-I'))![0];
	const [command, ...before] = [...server.prefix, process.execPath];
	const node = spawn(command, [...before, builtFerry, 'node', '--host', address, '--store', path.join(folder, `node ${name}`)], {stdio: ['ignore', 'pipe', 'ignore']});
	await once(node.stdout, 'data');
	const common = ['--bootstrap', `${address}:49737`, ...options];
	const share = new RunningFerry(['share', from, '--store', path.join(folder, `store ${name} sharer`), ...common], sharer.prefix);
	await share.event('version');
	const {key} = await share.event('announced');
	return {
		node, share, key, common,
	};
}

async function end(child: ChildProcess): Promise<void> {
	const ended = once(child, 'close');
	child.kill();
	await ended;
}
