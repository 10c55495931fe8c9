import assert from 'node:assert/strict';
import test from 'node:test';
import {MtuProbe} from '../../source/udx/mtu-probe.ts';

/** Sends full packets until no probe is wanted any more; gives the sizes that were tried. */
function search(probe: MtuProbe, largest: number): number[] {
	const tried: number[] = [];
	probe.onAcknowledged(0);
	for (let padding = probe.paddingFor(probe.mtu); padding > 0; padding = probe.paddingFor(probe.mtu)) {
		const size = probe.mtu + padding;
		tried.push(size);
		probe.onSent();
		assert.equal(probe.paddingFor(probe.mtu), 0);
		if (size <= largest) {
			probe.onAcknowledged(size);
		} else {
			probe.onLost(size);
		}
	}

	return tried;
}

const table: ReadonlyArray<readonly [largest: number, found: number, tried: readonly number[]]> = [
	[1500, 1500, [1232, 1264, 1296, 1328, 1360, 1392, 1424, 1456, 1488, 1500]],
	[9000, 1500, [1232, 1264, 1296, 1328, 1360, 1392, 1424, 1456, 1488, 1500]],
	[1300, 1296, [1232, 1264, 1296, 1328, 1328, 1328]],
	[1200, 1200, [1232, 1232, 1232]],
];

for (const [largest, found, tried] of table) {
	test(`where packets of ${largest} bytes get through, ${found} are used`, () => {
		const probe = new MtuProbe();
		assert.deepEqual(search(probe, largest), tried);
		assert.equal(probe.mtu, found);
	});
}

test('nothing is tried before the base size has arrived', () => {
	assert.equal(new MtuProbe().paddingFor(1200), 0);
});

test('a packet that is too small to be filled up is no probe', () => {
	const probe = new MtuProbe();
	probe.onAcknowledged(0);
	assert.equal(probe.paddingFor(976), 0);
	assert.equal(probe.paddingFor(977), 255);
});

test('a late answer to a probe of another size changes nothing', () => {
	const probe = new MtuProbe();
	probe.onAcknowledged(0);
	probe.onAcknowledged(1496);
	assert.equal(probe.mtu, 1200);
});

test('another path is searched anew', () => {
	const probe = new MtuProbe();
	search(probe, 1500);
	probe.reset();
	assert.equal(probe.mtu, 1200);
	search(probe, 1300);
	assert.equal(probe.mtu, 1296);
});
