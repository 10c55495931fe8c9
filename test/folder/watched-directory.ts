import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WatchedDirectory} from '../../source/folder/watched-directory.ts';

test('directories are found by their paths, and tell them', () => {
	const root = new WatchedDirectory();
	const paths = ['', 'a', 'a/b', 'a/b/c', 'a b', '😀/\n'];
	for (const path of paths) {
		const directory = root.reach(path);
		assert.equal(directory.path, path);
		assert.equal(root.reach(path), directory);
		assert.equal(root.find(path), directory);
	}

	assert.equal(root.pathOf('name'), 'name');
	assert.equal(root.reach('a/b').pathOf('name'), 'a/b/name');
	assert.equal(root.find('b'), undefined);
	assert.deepEqual([...root.all()].map(({path}) => path), ['', 'a', 'a/b', 'a/b/c', 'a b', '😀', '😀/\n']);
});

test('a directory leaves with all that is below it, but not in the place of another', () => {
	const root = new WatchedDirectory();
	const old = root.reach('a');
	root.reach('a/b');
	old.remove();
	assert.deepEqual([...root.all()], [root]);
	const other = root.reach('a');
	old.remove();
	assert.equal(root.find('a'), other);
	root.remove();
	root.removeChildren();
	assert.equal(root.find('a'), undefined);
});
