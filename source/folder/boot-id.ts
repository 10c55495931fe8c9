import {readFile} from 'node:fs/promises';
import os from 'node:os';

/** Something that stays the same until the machine starts anew: files written before and not synced may have lost bytes since. */
export async function bootId(): Promise<string> {
	try {
		const text = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
		return text.trim();
	} catch {
		// Not Linux: the minute it was started in, give or take the clock; a wrong guess only costs looking at part files again.
		return `${Math.round(((Date.now() / 1000) - os.uptime()) / 60)}`;
	}
}
