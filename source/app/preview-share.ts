import {saveMemory} from '../base/save-memory.ts';
import type {SharePreview} from './engine-state.ts';
import {scanShare} from './scan-share.ts';

export type PreviewOptions = {
	/** Ferry's own, which is never shared; absolute, without links. */
	readonly dataDirectory: string;
	readonly signal: AbortSignal;
	/** Milliseconds. Default: since the process started. */
	readonly now?: () => number;
};

/** Milliseconds: a tenth of a second is as often as anybody can read a number. */
const period = 100;

/**
Counts what sharing these paths would announce. Gives the count so far ten times a second at most, and at the end the whole.

@throws ExpectedError as sharing would: `path-missing`, `path-unreadable`, `usage`. The signal's reason.
*/
export async function * previewShare(paths: readonly string[], {dataDirectory, signal, now = () => performance.now()}: PreviewOptions): AsyncGenerator<SharePreview, void, void> {
	const counts = {
		file: 0, directory: 0, symlink: 0, 'left-out': 0, ignored: 0,
	};
	let bytes = 0;
	let last = now();
	const preview = (isCounting: boolean): SharePreview => ({
		files: counts.file, bytes, directories: counts.directory, ignored: counts.ignored, leftOut: counts['left-out'], isCounting,
	});
	for await (const found of scanShare(paths, {dataDirectory, rules: {ignoreFile: undefined, gitignore: false, enabled: true}, signal})) {
		counts[found.kind]++;
		saveMemory(counts.file);
		bytes += found.kind === 'file' ? found.size : 0;
		if (now() - last >= period) {
			yield preview(true);
			last = now();
		}
	}

	yield preview(false);
}
