import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {WindowedExtreme} from '../../source/udx/windowed-extreme.ts';

for (const kind of ['least', 'greatest'] as const) {
	test(`the ${kind} of the last values is that of those in the window`, () => {
		fc.assert(fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(20))), fc.nat(12), (steps, window) => {
			const extreme = new WindowedExtreme(kind, window);
			assert.equal(extreme.value, undefined);
			const seen: Array<{readonly at: number; readonly value: number}> = [];
			let at = 0;
			for (const [step, value] of steps) {
				at += step;
				seen.push({at, value});
				extreme.add(at, value);
				const from = at - window;
				const inWindow = seen.filter(sample => sample.at >= from).map(sample => sample.value);
				assert.equal(extreme.value, kind === 'least' ? Math.min(...inWindow) : Math.max(...inWindow));
			}
		}));
	});
}
