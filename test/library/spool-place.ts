import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isSpool, spoolPlace} from '../../source/library/spool-place.ts';

test('what came through a pipe is told by its place', () => {
	const place = spoolPlace('/data/shares/00ff', 'my notes');
	assert.equal(place, '/data/shares/00ff/input/my notes');
	assert.equal(isSpool('/data', place), true);
	for (const other of ['/data/shares/00ff/feed.sqlite', '/data/shares/00ff/input', '/data/shares/input/a', '/data/input/a', '/other/shares/00ff/input/a', '/data/shares/00ff/input/a/b']) {
		assert.equal(isSpool('/data', other), false, other);
	}
});
