import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
	longestBurst, longestUnrest, mostPaths, PendingChanges, quietTime,
} from '../../source/app/pending-changes.ts';

test('nothing is pending at first', () => {
	const changes = new PendingChanges();
	assert.equal(changes.due, undefined);
	assert.equal(changes.take(1e9), undefined);
});

test('a path is read when nothing has happened to it for a while, and once', () => {
	const changes = new PendingChanges();
	changes.note('a', 0);
	changes.note('a', 300);
	assert.equal(changes.due, 300 + quietTime);
	assert.equal(changes.take(299 + quietTime), undefined);
	assert.deepEqual(changes.take(300 + quietTime), ['a']);
	assert.equal(changes.due, undefined);
});

test('a burst is taken as one', () => {
	const changes = new PendingChanges();
	changes.note('a', 0);
	changes.note('b', 350);
	assert.equal(changes.take(quietTime), undefined);
	assert.deepEqual(changes.take(350 + quietTime), ['a', 'b']);
});

test('what is quiet does not wait for ever for what is not', () => {
	const changes = new PendingChanges();
	changes.note('quiet', 0);
	for (let now = 0; now < longestBurst; now += 100) {
		changes.note('restless', now);
		assert.equal(changes.take(now), undefined);
	}

	assert.deepEqual(changes.take(longestBurst), ['quiet']);
	assert.ok(changes.due! > longestBurst);
});

test('a path that is never quiet is tried at last', () => {
	const changes = new PendingChanges();
	for (let now = 0; now < longestUnrest; now += 100) {
		changes.note('restless', now);
		assert.equal(changes.take(now), undefined);
	}

	assert.deepEqual(changes.take(longestUnrest), ['restless']);
});

test('when anything may have changed, everything is read, and when too much has changed as well', () => {
	const changes = new PendingChanges();
	changes.note('a', 0);
	changes.noteEverything(100);
	changes.note('b', 200);
	assert.equal(changes.take(200 + quietTime - 1), undefined);
	assert.equal(changes.take(200 + quietTime), 'everything');
	assert.equal(changes.due, undefined);
	for (let index = 0; index <= mostPaths; index++) {
		changes.note(`${index}`, 1000);
	}

	assert.equal(changes.take(1000 + quietTime), 'everything');
});

test('everything is read in the end, however much goes on', () => {
	const changes = new PendingChanges();
	changes.noteEverything(0);
	for (let now = 0; now < longestBurst; now += 100) {
		changes.note('restless', now);
		assert.equal(changes.take(now), undefined);
	}

	assert.equal(changes.take(longestBurst), 'everything');
});

test('what is still being written when it is read waits again, but no longer than from its first change on', () => {
	const changes = new PendingChanges();
	assert.equal(changes.postpone('a', 0), true, 'it was found without being noted');
	assert.equal(changes.due, quietTime);
	for (let now = quietTime; now < longestUnrest; now += quietTime) {
		assert.deepEqual(changes.take(now), ['a']);
		assert.equal(changes.postpone('a', now), true);
	}

	assert.deepEqual(changes.take(longestUnrest), ['a']);
	assert.equal(changes.postpone('a', longestUnrest), false);
	assert.equal(changes.due, undefined);
});

test('a path that waits has not begun anew when everything is looked at meanwhile', () => {
	const changes = new PendingChanges();
	changes.note('a', 0);
	changes.noteEverything(100);
	assert.equal(changes.take(100 + quietTime), 'everything');
	assert.equal(changes.postpone('a', 600), true);
	assert.equal(changes.postpone('a', longestUnrest), false);
});

test('each change is taken, none before it is due, and what is due is there', () => {
	fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(1000))), steps => {
		const changes = new PendingChanges();
		const pending = new Map<string, number>();
		let now = 0;
		for (const [path, pause] of steps) {
			now += pause;
			const {due} = changes;
			const taken = changes.take(now);
			assert.equal(taken === undefined, due === undefined || now < due);
			for (const path of taken === 'everything' ? [] : taken ?? []) {
				assert.ok(now - pending.get(path)! >= quietTime || steps.length > 30);
				pending.delete(path);
			}

			changes.note(path, now);
			pending.set(path, now);
		}

		const rest = changes.take(now + longestUnrest);
		assert.deepEqual(new Set(rest), new Set(pending.size === 0 ? undefined : pending.keys()));
	}));
});
