import process from 'node:process';
import DHT from 'hyperdht';
import {chooseUdx} from '../source/network/choose-udx.ts';

/** Runs a node of a DHT at each of the addresses that are given, until it is ended, and says so when they know each other. */
const hosts = process.argv.slice(2);
const port = 49_737;
const bootstrap = [`${hosts[0]}:${port}`];
for (const [index, host] of hosts.entries()) {
	const node = new DHT({
		udx: chooseUdx(), bootstrap: index === 0 ? [] : bootstrap, host, port, ephemeral: false, firewalled: false,
	});
	await node.fullyBootstrapped();
}

console.log(bootstrap[0]);
