import assert from 'node:assert/strict';
import test from 'node:test';
import {decidePeer, type PeerPolicy} from '../../source/app/peer-policy.ts';

const open: PeerPolicy = {
	asksFirst: false, allowed: new Set(), blocked: new Set(), chosen: new Set(), only: undefined,
};
const ann = new Set(['ann']);

const table: ReadonlyArray<readonly [title: string, change: Partial<PeerPolicy>, decision: ReturnType<typeof decidePeer>]> = [
	['everyone may have what nothing is said about', {}, 'allowed'],
	['a blocked peer is refused', {blocked: ann}, 'refused'],
	['a chosen peer may have it', {chosen: ann}, 'allowed'],
	['who is not chosen is refused while others are', {chosen: new Set(['bob'])}, 'refused'],
	['a peer that is chosen and blocked is refused', {chosen: ann, blocked: ann}, 'refused'],
	['a new peer is asked about', {asksFirst: true}, 'ask'],
	['a peer that was allowed is not asked about again', {asksFirst: true, allowed: ann}, 'allowed'],
	['a blocked peer is not asked about', {asksFirst: true, blocked: ann}, 'refused'],
	['where only some may have it, others are refused', {only: new Set(['bob'])}, 'refused'],
	['… and not asked about', {only: new Set(['bob']), asksFirst: true}, 'refused'],
	['… and refused also when they were let in before', {only: new Set(['bob']), asksFirst: true, allowed: ann}, 'refused'],
	['where nobody may have it, nobody has it', {only: new Set()}, 'refused'],
	['who may have it alone is not asked about', {only: ann, asksFirst: true}, 'allowed'],
	['who may have it alone and is blocked is refused', {only: ann, blocked: ann}, 'refused'],
	['who may have it alone and is not chosen is refused', {only: ann, chosen: new Set(['bob'])}, 'refused'],
	['a chosen peer is not asked about', {asksFirst: true, chosen: ann}, 'allowed'],
];

for (const [title, change, decision] of table) {
	test(title, () => {
		assert.equal(decidePeer({...open, ...change}, 'ann'), decision);
	});
}
