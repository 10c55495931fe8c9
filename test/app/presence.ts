import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {Presence} from '../../source/app/presence.ts';
import {neighboursTopic, presenceTopic} from '../../source/network/presence-topic.ts';

const own = '0a'.repeat(32);
const ann = 'a1'.repeat(32);
const ben = 'b2'.repeat(32);
const neighbours = hex(neighboursTopic());

test('only who is wanted is looked for, and nobody who is not wanted any more', () => {
	const {presence, met} = prepare();
	presence.want({peers: new Set([ann, ben]), isAnnounced: true, withNeighbours: false});
	assert.deepEqual(met(), [ann, `lan ${topicOf(ann)}`, ben, `lan ${topicOf(ben)}`, `announced ${topicOf(own)}`]);
	presence.want({peers: new Set([ben]), isAnnounced: false, withNeighbours: true});
	assert.deepEqual(met(), [ben, `lan ${topicOf(ben)}`, `announced ${neighbours}`]);
	presence.close();
	assert.deepEqual(met(), []);
});

test('who was heard is there for a while, and who is connected for as long', () => {
	const {presence, clock, connected} = prepare();
	presence.want({peers: new Set([ann]), isAnnounced: true, withNeighbours: false});
	assert.equal(presence.isOnline(ann), false);
	assert.deepEqual([presence.hear(ann, topicOf(ann)), presence.hear(ann, topicOf(ann))], [true, false], 'news is said once');
	assert.deepEqual([presence.isOnline(ann), presence.isOnLan(ann)], [true, true]);
	clock.time += 90_000;
	assert.deepEqual([presence.isOnline(ann), presence.isOnLan(ann)], [false, false]);
	connected.push({peer: ann});
	assert.deepEqual([presence.isOnline(ann), presence.isOnLan(ann)], [true, false]);
});

test('neighbours are heard of only where they are wanted, and there are not too many', () => {
	const {presence} = prepare();
	presence.want({peers: new Set(), isAnnounced: false, withNeighbours: false});
	assert.equal(presence.hear(ann, neighbours), false);
	assert.deepEqual(presence.neighbours, []);
	presence.want({peers: new Set(), isAnnounced: true, withNeighbours: true});
	for (let index = 0; index < 100; index++) {
		presence.hear(String(index), neighbours);
	}

	assert.equal(presence.neighbours.length, 64);
	assert.equal(presence.isNeighbour('99'), true);
	presence.want({peers: new Set(), isAnnounced: true, withNeighbours: false});
	assert.deepEqual(presence.neighbours, []);
});

function prepare() {
	const met = new Set<string>();
	const connected: Array<{readonly peer: string}> = [];
	const clock = {time: 0};
	const enter = (name: string) => {
		met.add(name);
		return () => {
			met.delete(name);
		};
	};

	// Only what is asked of it is there.
	// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
	const connections = {
		meet: (key: Uint8Array) => enter(hex(key)),
		meetOnLan: (topic: Uint8Array, {announce}: {readonly announce: boolean}) => enter(`${announce ? 'announced' : 'lan'} ${hex(topic)}`),
		replication: {connections: connected},
	} as unknown as ConstructorParameters<typeof Presence>[0];
	return {
		met: () => [...met], connected, clock, presence: new Presence(connections, {ownKey: own, now: () => clock.time}),
	};
}

function topicOf(peer: string): string {
	return hex(presenceTopic(Buffer.from(peer, 'hex')));
}

function hex(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('hex');
}
