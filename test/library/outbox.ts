import assert from 'node:assert/strict';
import test from 'node:test';
import {
	parseOutbox, withOutgoing, withoutGone, withStatus, type OutgoingOffer,
} from '../../source/library/outbox.ts';

const offer: OutgoingOffer = {
	id: '00', peer: 'ab'.repeat(32), key: 'cd'.repeat(32), name: 'n', kind: 'folder', files: 1, bytes: 1, paths: [], more: 1, time: 0, status: 'waiting',
};

const table = [
	['waiting', 'received', 'received'],
	['waiting', 'accepted', 'accepted'],
	['received', 'refused', 'refused'],
	['accepted', 'received', 'accepted'],
	['accepted', 'refused', 'accepted'],
	['refused', 'accepted', 'refused'],
] as const;

for (const [before, answer, after] of table) {
	test(`who answers ${answer} to what is ${before} leaves it ${after}`, () => {
		assert.equal(withStatus([{...offer, status: before}], offer, answer)[0]?.status, after);
	});
}

test('nobody answers for another', () => {
	const outbox = [offer];
	assert.equal(withStatus(outbox, {...offer, peer: 'ef'.repeat(32)}, 'accepted'), outbox);
	assert.equal(withStatus(outbox, {...offer, id: '01'}, 'accepted'), outbox);
});

test('the same share offered to the same peer again is one offer, and what is gone is forgotten', () => {
	const again = {...offer, id: '01'};
	const outbox = withOutgoing([offer], again);
	assert.deepEqual(outbox, [again]);
	assert.deepEqual(withoutGone(outbox, () => false), []);
	assert.equal(withoutGone(outbox, () => true), outbox);
});

test('what is no outbox is none', () => {
	assert.deepEqual(parseOutbox([offer]), [offer]);
	for (const value of [null, {}, [{}], [{...offer, status: 'sent'}], [{...offer, files: -1}]]) {
		assert.equal(parseOutbox(value), undefined);
	}
});
