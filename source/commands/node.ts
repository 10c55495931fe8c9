import {displayText} from '../base/display-text.ts';
import {isIpv4} from '../base/is-ipv4.ts';
import {type Command, defineCommand} from './command.ts';
import {lonelyFlags} from './flags.ts';
import {usageError} from './usage-error.ts';

const defaultPort = 49_737;
/** A node takes six ports in a row. */
const lastPort = 65_530;

/** Runs a DHT of the user's own. */
export const node: Command = defineCommand({
	name: 'node',
	parameters: '',
	maximum: 0,
	summary: 'Run a DHT of your own, for a private network',
	description: `  Six nodes in one process, on six ports in a row, that know nobody else. What
  it prints first is for --bootstrap, or FERRY_BOOTSTRAP, of every other command
  in that network. With --relay it also passes on, unread, what two peers send
  each other that have no direct way; its key, on the second line, is for their
  --relay-through. The same directory (--store) keeps the same relay key.`,
	flags: {
		port: {type: 'number', placeholder: 'PORT', description: `The first of the six ports, UDP (default ${defaultPort})`},
		host: {type: 'string', placeholder: 'ADDRESS', description: 'The IPv4 address to run at (default: this computer\'s first)'},
		relay: {type: 'boolean', description: 'Also be a relay for peers without a direct way'},
		...lonelyFlags,
	},
	async run({flags, output, signal, withApp}) {
		const {port = defaultPort, host, relay} = flags;
		if (!Number.isInteger(port) || port < 1 || port > lastPort) {
			throw usageError(`--port needs a whole number from 1 to ${lastPort}.`, 'node');
		}

		// The DHT speaks IPv4, and tells its nodes' addresses as they are.
		if (host !== undefined && !isIpv4(host)) {
			throw usageError(`--host needs an IPv4 address of this computer, as 192.168.1.10, or 127.0.0.1 for this computer alone, not “${displayText(host)}”.`, 'node');
		}

		await withApp(async app => app.runNode({
			host, port, relay, signal,
			onRunning(running) {
				output.result({type: 'node', ...running});
				output.note(`Others use it with --bootstrap ${running.bootstrap}${running.relay === undefined ? '' : `, and go through it with --relay-through ${running.relay}`}. Ctrl-C ends it.`);
			},
		}));
	},
});
