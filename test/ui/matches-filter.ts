import assert from 'node:assert/strict';
import test from 'node:test';
import {matchesFilter} from '../../source/ui/matches-filter.ts';

test('a filter finds text in any case, however its accents are composed', () => {
	assert.ok(matchesFilter(['Café', '/srv'], 'CAFE\u{301}'));
	assert.ok(matchesFilter(['a', '/srv/Music'], 'music'));
	assert.ok(matchesFilter([], ''));
	assert.ok(!matchesFilter(['abc'], 'd'));
});
