import {loadIgnoreRules, type IgnoreOptions} from '../folder/ignore-rules.ts';
import {resolveRoots} from '../folder/roots.ts';
import {scan, type Found} from '../folder/scan.ts';
import {refuseOwnData} from './refuse-own-data.ts';

export type ScanShareOptions = {
	/** Ferry's own, which is never shared; absolute, without links. */
	readonly dataDirectory: string;
	readonly rules: IgnoreOptions;
	readonly signal: AbortSignal;
};

/**
What sharing these paths would find, in order of the paths: what would be shared, what can't be carried, and what the ignore rules pass over. Nothing is read or written.

@throws ExpectedError as sharing would: `path-missing`, `path-unreadable`, `usage`. The signal's reason.
*/
export async function * scanShare(paths: readonly string[], {dataDirectory, rules, signal}: ScanShareOptions): AsyncGenerator<Found, void, void> {
	signal.throwIfAborted();
	const resolved = await resolveRoots(paths);
	refuseOwnData(dataDirectory, resolved);
	yield * scan(resolved.roots, {rules: await loadIgnoreRules(rules), exclude: [dataDirectory], signal});
	signal.throwIfAborted();
}
