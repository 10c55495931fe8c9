import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {closed, connectPair, udxPairs} from '../helpers/udx-pair.ts';

const steps = ['first ends', 'second ends', 'first is destroyed', 'second is destroyed'] as const;
type Step = typeof steps[number];

/** Every order of some of the steps. */
function * orders(left: readonly Step[], begun: readonly Step[] = []): Generator<readonly Step[]> {
	for (const step of left) {
		yield [...begun, step];
		yield * orders(left.filter(other => other !== step), [...begun, step]);
	}
}

/** Those after which both must close. */
const closing = [...orders(steps)].filter(order => order.some(step => step.endsWith('destroyed')) || order.length === 2);

for (const pair of udxPairs) {
	for (const isTogether of [true, false]) {
		test(`${pair.join(' to ')}: both close in whatever order they end and are destroyed, ${isTogether ? 'all at once' : 'one after the other'}`, async t => {
			await Promise.all(closing.map(async order => {
				const {streams: [first, second]} = await connectPair(t, pair);
				const ends = [closed(first), closed(second)] as const;
				first.resume();
				second.resume();
				first.write(Buffer.alloc(5000));
				second.write(Buffer.alloc(5000));
				for (const step of order) {
					const stream = step.startsWith('first') ? first : second;
					if (step.endsWith('destroyed')) {
						stream.destroy();
						continue;
					}

					stream.end();
					if (!isTogether) {
						await stream.flush();
					}
				}

				const codes = await Promise.all(ends);
				for (const [index, name] of (['first', 'second'] as const).entries()) {
					const other = index === 0 ? 'second' : 'first';
					const mayBeReset = order.includes(`${other} is destroyed`);
					assert.ok(codes[index] === undefined || (mayBeReset && codes[index] === 'ECONNRESET'), `${order.join(', ')}: ${name} closed with ${codes[index]}`);
				}
			}));
		});
	}
}

for (const pair of udxPairs) {
	test(`${pair.join(' to ')}: who is destroyed before anything has arrived resets the other one`, async t => {
		const {streams: [first, second]} = await connectPair(t, pair);
		const end = closed(second);
		second.resume();
		first.destroy();
		assert.equal(await end, 'ECONNRESET');
	});
}
