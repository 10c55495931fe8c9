import assert from 'node:assert/strict';
import {readdir} from 'node:fs/promises';
import {test} from 'node:test';
import {partName} from '../../source/base/relative-path.ts';
import {removeParts} from '../../source/folder/remove-parts.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('the parts of one share go, and nothing else', async t => {
	const folder = await temporaryFolder(t);
	const kept = [partName('other', 'a'), 'file', '.ferry-.part', `${partName('share', 'a')}.txt`];
	await writeTree(folder, Object.fromEntries([partName('share', 'a'), partName('share', 'd/b'), ...kept].map(name => [name, ''])));
	removeParts(folder, 'share');
	assert.deepEqual((await readdir(folder)).toSorted(), kept.toSorted());
	removeParts(`${folder}/none`, 'share');
	removeParts(`${folder}/file`, 'share');
});
