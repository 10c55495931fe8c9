import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Senders} from '../../source/app/senders.ts';

test('bytes of files are counted by who sent them, until they are taken; records are not', () => {
	const senders = new Senders(index => index < 10 ? 90 : 0);
	const [ada, ben] = [Uint8Array.of(10), Uint8Array.of(11)].map(remotePublicKey => ({remotePublicKey}));
	senders.onDownload(1, 100, ada!);
	senders.onDownload(2, 10, ben!);
	senders.onDownload(3, 1, ada!);
	senders.onDownload(10, 5000, ben!);
	assert.deepEqual(senders.take(), [{peer: '0a', bytes: 101}, {peer: '0b', bytes: 10}]);
	assert.deepEqual(senders.take(), []);
	assert.deepEqual(senders.takeBeyond(), new Map([[1, 10]]), 'of the first block 90 bytes were wanted');
	assert.deepEqual(senders.takeBeyond(), new Map());
	assert.equal(senders.lastRecord, '0b');
});
