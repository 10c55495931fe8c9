import assert from 'node:assert/strict';
import test from 'node:test';
import {keyIn} from '../../source/ui/key-in.ts';

test('a share key is known for one, also broken over lines or with something missing', () => {
	assert.equal(keyIn(' ferry1qqqqqqqqqq\r\nqqqq '), 'ferry1qqqqqqqqqqqqqq');
	assert.equal(keyIn('FERRY1QQQQQQ'), 'FERRY1QQQQQQ');
	assert.equal(keyIn('a'.repeat(64)), 'a'.repeat(64));
	assert.equal(keyIn('y'.repeat(52)), 'y'.repeat(52));
	for (const other of ['', 'ferry', 'ferry share', 'hello', '/home/ada', 'a'.repeat(63)]) {
		assert.equal(keyIn(other), undefined, other);
	}
});
