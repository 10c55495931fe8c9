import {Buffer} from 'node:buffer';
import type Hypercore from 'hypercore';

/** A feed's discovery key, hexadecimal. */
export function topicOf({discoveryKey}: Hypercore): string {
	return Buffer.from(discoveryKey).toString('hex');
}
