import {execFileSync, spawnSync} from 'node:child_process';
import process from 'node:process';

/** How a router chooses the port that a host behind it has outside: the same one towards everybody (`cone`), or a new one for every destination (`random`, also called symmetric). */
export type NatKind = 'cone' | 'random';

/** A reason why there can be no network namespaces here, or false. */
export const cannotMakeNamespaces = findObstacle();

/** A reason why there can be no homes behind routers in them, or false. */
export const cannotMakeHomes = cannotMakeNamespaces === false ? findMissing([['iptables', '--version'], ['sysctl', '--version']]) : cannotMakeNamespaces;

/** Addresses of the DHT's nodes in an internet of one's own: hole punching wants to ask at least four. */
export const publicAddresses = [1, 2, 3, 4, 5, 6].map(last => `11.0.0.${last}`);

let networks = 0;

/** A computer in a namespace of its own. */
export class Host {
	/** How its namespace is called. */
	readonly namespace: string;

	constructor(namespace: string) {
		this.namespace = namespace;
		run('ip', 'netns', 'add', namespace);
		this.ip('link', 'set', 'lo', 'up');
	}

	/** What a command is to begin with to run there. */
	get prefix(): readonly string[] {
		return ['ip', 'netns', 'exec', this.namespace];
	}

	/** Runs `ip` there. */
	ip(...arguments_: readonly string[]): void {
		run('ip', '-n', this.namespace, ...arguments_);
	}

	/** What a command there prints. */
	output(...command: readonly string[]): string {
		const [program, ...arguments_] = [...this.prefix, ...command];
		return execFileSync(program!, arguments_, {encoding: 'utf8'});
	}

	run(...command: readonly string[]): void {
		const [program, ...arguments_] = [...this.prefix, ...command];
		run(program!, ...arguments_);
	}

	/** Limits what it sends to so many megabits a second. */
	limit(megabits: number): void {
		this.run('tc', 'qdisc', 'replace', 'dev', 'eth0', 'root', 'tbf', 'rate', `${megabits}mbit`, 'burst', '256kb', 'latency', '100ms');
	}

	/** Pulls its cable, or plugs it in again. */
	plug(isIn: boolean): void {
		this.ip('link', 'set', 'eth0', isIn ? 'up' : 'down');
		if (isIn && this.#gateway !== undefined) {
			// It went with the interface.
			this.ip('route', 'replace', 'default', 'via', this.#gateway);
		}
	}

	/** Gives it another address in its network, and no more the one that it had. */
	move(from: string, to: string): void {
		this.ip('address', 'del', from, 'dev', 'eth0');
		this.ip('address', 'add', to, 'broadcast', '+', 'dev', 'eth0');
		if (this.#gateway !== undefined) {
			this.ip('route', 'replace', 'default', 'via', this.#gateway);
		}
	}

	/** Plugs it into a bridge of another host. */
	join(bridgeHost: Host, bridge: string, {port, address, gateway}: {readonly port: string; readonly address: string; readonly gateway?: string}): void {
		run('ip', 'link', 'add', 'eth0', 'netns', this.namespace, 'type', 'veth', 'peer', 'name', port, 'netns', bridgeHost.namespace);
		bridgeHost.ip('link', 'set', port, 'master', bridge, 'up');
		this.ip('address', 'add', address, 'broadcast', '+', 'dev', 'eth0');
		this.ip('link', 'set', 'eth0', 'up');
		this.ip('route', 'add', 'default', ...(gateway === undefined ? ['dev', 'eth0'] : ['via', gateway]));
		this.#gateway = gateway;
	}

	#gateway: string | undefined;
}

/** Computers of one's own in network namespaces; nothing of what they send leaves this machine. They have to be removed. */
export class Namespaces {
	readonly #hosts: Host[] = [];
	readonly #name = `ferry-${process.pid}-${++networks}`;

	/** A computer that stands alone until it is plugged in. */
	host(name: string): Host {
		const host = new Host(`${this.#name}-${name}`);
		this.#hosts.push(host);
		return host;
	}

	/** Some hosts in one local network, 10.77.0.1 and so on, without any internet. */
	lan(count: number): readonly Host[] {
		const cable = this.#bridge('switch');
		return Array.from({length: count}, (_, index) => {
			const host = this.host(String(index + 1));
			host.join(cable, 'br0', {port: `port${index + 1}`, address: `10.77.0.${index + 1}/24`});
			return host;
		});
	}

	/** An internet, with `publicAddresses`. */
	internet(): Host {
		const internet = this.#bridge('internet');
		for (const address of publicAddresses) {
			internet.ip('address', 'add', `${address}/8`, 'dev', 'br0');
		}

		return internet;
	}

	/** A computer with a public address of its own. */
	server(internet: Host, number: number): Host {
		const host = this.host(`server${number}`);
		host.join(internet, 'br0', {port: `server${number}`, address: `11.0.3.${number}/8`});
		return host;
	}

	/** A home behind a router, seen from outside as 11.0.1.NUMBER: hosts 192.168.NUMBER.2 and so on. */
	home(internet: Host, {number, nat, hosts = 1}: {readonly number: number; readonly nat: NatKind; readonly hosts?: number}): readonly Host[] {
		const router = this.#bridge(`router${number}`);
		run('ip', 'link', 'add', 'outside', 'netns', router.namespace, 'type', 'veth', 'peer', 'name', `home${number}`, 'netns', internet.namespace);
		internet.ip('link', 'set', `home${number}`, 'master', 'br0', 'up');
		router.ip('address', 'add', `11.0.1.${number}/8`, 'dev', 'outside');
		router.ip('link', 'set', 'outside', 'up');
		router.ip('address', 'add', `192.168.${number}.1/24`, 'dev', 'br0');
		router.run('sysctl', '-qw', 'net.ipv4.ip_forward=1');
		router.run('iptables', '-t', 'nat', '-A', 'POSTROUTING', '-o', 'outside', '-j', 'MASQUERADE', ...(nat === 'random' ? ['--random-fully'] : []));
		// As in a router at home, what nobody has asked for vanishes, and leaves no entry that would take the port of the host's own packets.
		router.run('iptables', '-A', 'INPUT', '-i', 'outside', '-j', 'DROP');
		router.run('iptables', '-A', 'FORWARD', '-i', 'outside', '-m', 'state', '--state', 'RELATED,ESTABLISHED', '-j', 'ACCEPT');
		router.run('iptables', '-A', 'FORWARD', '-i', 'outside', '-j', 'DROP');
		return Array.from({length: hosts}, (_, index) => {
			const host = this.host(`home${number}-${index + 2}`);
			host.join(router, 'br0', {port: `port${index + 2}`, address: `192.168.${number}.${index + 2}/24`, gateway: `192.168.${number}.1`});
			return host;
		});
	}

	/** Two computers, 10.1.0.2 and 10.2.0.2, and one between them that passes nothing on: both reach it at 10.1.0.1, and nobody else. */
	apart(): {readonly hosts: readonly [Host, Host]; readonly between: Host} {
		const between = this.host('between');
		const [first, second] = [1, 2].map(number => {
			const bridge = `br${number}`;
			between.ip('link', 'add', bridge, 'type', 'bridge');
			between.ip('link', 'set', bridge, 'up');
			between.ip('address', 'add', `10.${number}.0.1/24`, 'dev', bridge);
			const host = this.host(`apart${number}`);
			host.join(between, bridge, {port: `port${number}`, address: `10.${number}.0.2/24`, gateway: `10.${number}.0.1`});
			return host;
		});
		between.run('sysctl', '-qw', 'net.ipv4.ip_forward=0');
		return {hosts: [first!, second!], between};
	}

	/** Removes all of them; what still runs there loses its network. */
	remove(): void {
		for (const {namespace} of this.#hosts) {
			spawnSync('ip', ['netns', 'del', namespace]);
		}
	}

	#bridge(name: string): Host {
		const host = this.host(name);
		host.ip('link', 'add', 'br0', 'type', 'bridge', 'mcast_snooping', '0');
		host.ip('link', 'set', 'br0', 'up');
		return host;
	}
}

function run(program: string, ...arguments_: readonly string[]): void {
	execFileSync(program, arguments_, {stdio: ['ignore', 'ignore', 'pipe']});
}

function findObstacle(): string | false {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) {
		return 'network namespaces need root on Linux';
	}

	const missing = findMissing([['ip', '-V'], ['tc', '-V']]);
	if (missing !== false) {
		return missing;
	}

	const name = `ferry-${process.pid}-try`;
	const isPossible = spawnSync('ip', ['netns', 'add', name]).status === 0;
	spawnSync('ip', ['netns', 'del', name]);
	return isPossible ? false : 'network namespaces are not allowed here';
}

function findMissing(programs: ReadonlyArray<readonly [program: string, argument: string]>): string | false {
	for (const [program, argument] of programs) {
		if (spawnSync(program, [argument]).status !== 0) {
			return `${program} is not installed (scripts/install-test-packages.sh)`;
		}
	}

	return false;
}
