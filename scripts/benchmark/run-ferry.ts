import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseEvent} from '../parse-event.ts';
import type {Measurement} from './measurement.ts';
import {startProcess} from './start-process.ts';

export type FerryRun = {
	readonly bootstrap: readonly string[];
	/** What is shared. */
	readonly source: string;
	/** A folder of this run's own: the copy and the state of both sides go there. */
	readonly directory: string;
	readonly route: 'udx' | 'tcp';
};

/** As users run it: compiled. */
const cli = fileURLToPath(new URL('../../distribution/cli.js', import.meta.url));

/** `ferry share`, and `ferry get` as soon as the key is printed. */
export async function runFerry({bootstrap, source, directory, route}: FerryRun): Promise<Measurement> {
	const network = [...bootstrap.flatMap(node => ['--bootstrap', node]), ...(route === 'udx' ? ['--no-tcp'] : [])];
	const share = startProcess([cli, 'share', source, '--json', ...network, '--store', path.join(directory, 'sharer')]);

	try {
		const key = await share.line(line => {
			const event = parseEvent(line);
			return event.type === 'announced' ? event.key : undefined;
		});
		const get = startProcess([cli, 'get', key, path.join(directory, 'copy'), '--yes', '--json', ...network, '--store', path.join(directory, 'receiver')]);
		const receiver = await get.ended();
		const [totalSeconds, receiverSeconds] = [share.age(), get.age()];

		return {
			totalSeconds, receiverSeconds, receiver, sender: await share.stop(),
		};
	} finally {
		await share.stop();
	}
}
