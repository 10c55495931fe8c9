import type {App} from '../app/app.ts';
import type {Output} from '../output/output.ts';

/** Lists what sharing would come to, and at the end how much it is. */
export async function listPlan(plan: ReturnType<App['plan']>, output: Pick<Output, 'event' | 'result'>): Promise<void> {
	const counts = {
		file: 0, directory: 0, symlink: 0, 'left-out': 0, ignored: 0,
	};
	let bytes = 0;
	for await (const found of plan) {
		const {kind, path} = found;
		counts[kind]++;
		if (kind === 'ignored') {
			const {rule, file} = found.reason;
			output.result({
				type: 'ignored', path, rule, ...(file !== undefined && {file}),
			});
		} else if (kind === 'left-out') {
			output.event({type: 'left-out', path, reason: found.reason});
		} else {
			const size = kind === 'file' ? found.size : undefined;
			bytes += size ?? 0;
			output.result({
				type: 'planned', kind, path, ...(size !== undefined && {size}),
			});
		}
	}

	output.event({
		type: 'scanned', files: counts.file, directories: counts.directory, symlinks: counts.symlink, bytes, leftOut: counts['left-out'], ignored: counts.ignored,
	});
}
