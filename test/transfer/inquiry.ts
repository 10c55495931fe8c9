import assert from 'node:assert/strict';
import test from 'node:test';
import {Inquiry} from '../../source/transfer/inquiry.ts';

function setUp() {
	const clock = {time: 0};
	const asked: number[] = [];
	const answered: unknown[] = [];
	const state = {isOpen: true};
	const inquiry = new Inquiry({
		ask(question) {
			if (state.isOpen) {
				asked.push(question);
			}

			return state.isOpen;
		},
		answer(answer) {
			answered.push(answer);
		},
		blocks: () => 7,
		now: () => clock.time,
	});
	return {
		inquiry, clock, asked, answered, state,
	};
}

test('a peer is asked every two seconds at most, and when it doesn’t answer, every ten', () => {
	const {inquiry, clock, asked} = setUp();
	for (clock.time = 0; clock.time < 30_000; clock.time += 500) {
		inquiry.ask();
		if (clock.time < 10_000) {
			inquiry.onAnswer({question: asked.at(-1)!, blocks: 1});
		}
	}

	// At 0, 2, 4, 6, 8 and 10 s, then at 20 s.
	assert.deepEqual(asked, [1, 2, 3, 4, 5, 6, 7]);
});

test('the round trip is the least of the last ones: what waits behind data says little of the way', () => {
	const {inquiry, clock, asked} = setUp();
	assert.equal(inquiry.roundTrip, undefined);
	const trips = [80, 30, 400, ...Array.from({length: 7}, () => 100)];
	const seen: Array<number | undefined> = [];
	for (const trip of trips) {
		inquiry.ask();
		clock.time += trip;
		inquiry.onAnswer({question: asked.at(-1)!, blocks: 1});
		seen.push(inquiry.roundTrip);
		clock.time += 2000;
	}

	assert.deepEqual(seen, [80, 30, 30, 30, 30, 30, 30, 30, 30, 100]);
});

test('an answer to another question, or a second one, is passed over', () => {
	const {inquiry, clock} = setUp();
	inquiry.onAnswer({question: 0, blocks: 9});
	inquiry.onAnswer({question: 1, blocks: 9});
	assert.equal(inquiry.blocks, undefined);
	inquiry.ask();
	inquiry.onAnswer({question: 2, blocks: 9});
	assert.equal(inquiry.blocks, undefined);
	clock.time += 5;
	inquiry.onAnswer({question: 1, blocks: 3});
	clock.time += 5;
	inquiry.onAnswer({question: 1, blocks: 9});
	assert.deepEqual([inquiry.blocks, inquiry.roundTrip], [3, 5]);
});

test('questions are answered twice a second at most', () => {
	const {inquiry, clock, answered} = setUp();
	for (clock.time = 0; clock.time < 2000; clock.time += 10) {
		inquiry.onQuestion(clock.time);
	}

	assert.deepEqual(answered, [0, 500, 1000, 1500].map(question => ({question, blocks: 7})));
});

test('what can’t be asked yet is asked as soon as it can', () => {
	const {inquiry, asked, state} = setUp();
	state.isOpen = false;
	inquiry.ask();
	state.isOpen = true;
	inquiry.ask();
	assert.equal(asked.length, 1);
});
