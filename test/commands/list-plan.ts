import assert from 'node:assert/strict';
import test from 'node:test';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('“share --dry-run” lists what would be shared and what not by which rule, and keeps nothing', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'from/.ferryignore': '*.log\n', 'from/a/.gitignore': '/built\n', 'from/a/built': '', 'from/a/made': 'four', 'from/x.log': '', 'from/.DS_Store': '', 'from/link': {link: 'a'},
	});
	const lines = async (...more: readonly string[]) => {
		const ferry = startFerry(t, ['share', `${folder}/from`, '--dry-run', '--store', `${folder}/store`, ...more]);
		assert.equal((await ferry.ended).code, 0, ferry.stderr);
		return ferry.stdout.trim().split('\n');
	};

	assert.deepEqual(await lines('--gitignore'), [
		'ignore  .DS_Store  (.DS_Store in ferry’s own list)',
		'share   .ferryignore',
		'share   a/',
		'share   a/.gitignore',
		'ignore  a/built  (/built in a/.gitignore)',
		'share   a/made',
		'share   link',
		'ignore  x.log  (*.log in .ferryignore)',
	]);
	assert.ok((await lines('--no-ignore')).every(line => line.startsWith('share ')));
	const json = await lines('--json');
	assert.deepEqual(JSON.parse(json.at(-1)!), {
		event: 'scanned', files: 4, directories: 1, symlinks: 1, bytes: 17, leftOut: 0, ignored: 2,
	});
});
