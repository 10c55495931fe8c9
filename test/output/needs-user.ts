import assert from 'node:assert/strict';
import test from 'node:test';
import {needsUser} from '../../source/output/needs-user.ts';
import {everyEvent} from '../helpers/every-event.ts';

test('only what waits for the user, or does not work without them, needs them', () => {
	assert.deepEqual(Object.values(everyEvent).filter(event => needsUser(event)).map(({type}) => type), ['disk-full']);
	const table = {
		'source-away': true, 'watch-limit': true, 'dht-unreachable': true, 'no-direct-way': true, 'not-offered': true, 'changes-missed': false, 'only-allowed': false, 'passing-key': false,
	};
	for (const [code, expected] of Object.entries(table)) {
		assert.equal(needsUser({type: 'warning', code, message: ''}), expected, code);
	}
});
