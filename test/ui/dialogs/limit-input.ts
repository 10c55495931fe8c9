import assert from 'node:assert/strict';
import test from 'node:test';
import {
	changeLimits, focusesOf, limitInput, limitsOf, limitText, shownLimits, type LimitChange, type LimitInput,
} from '../../../source/ui/dialogs/limit-input.ts';

const none = {upload: undefined, download: undefined};

test('limits that are set come back as they were', () => {
	for (const limits of [none, {upload: 2_000_000, download: 123_457}, {...none, exceptLan: true}]) {
		assert.deepEqual(limitsOf(shownLimits(limitInput({all: limits, share: undefined}))), limits);
	}
});

test('what is typed changes the limit that is being typed', () => {
	const start = limitInput({all: {upload: 2_000_000, download: undefined}, share: undefined});
	const changed = after(start, {kind: 'type', text: '0'}, {kind: 'move', step: 1}, {kind: 'type', text: '500k'});
	assert.deepEqual(limitsOf(shownLimits(changed)), {upload: undefined, download: 500_000});
	assert.equal(limitsOf(shownLimits(after(changed, {kind: 'type', text: 'fast'}))), undefined);
});

test('the keys go from field to field, and around', () => {
	const alone = limitInput({all: none, share: undefined});
	assert.deepEqual(focusesOf(alone), ['upload', 'download', 'lan']);
	assert.equal(after(alone, {kind: 'move', step: -1}).focus, 'lan');
	assert.equal(after(alone, {kind: 'move', step: 1}, {kind: 'move', step: 1}, {kind: 'move', step: 1}).focus, 'upload');
	const beside = limitInput({all: none, share: none});
	assert.deepEqual(focusesOf(beside), ['scope', 'upload', 'download', 'lan']);
	assert.deepEqual(focusesOf({...beside, scope: 'share'}), ['scope', 'upload', 'download']);
});

test('the local network is an exception or not', () => {
	const changed = after(limitInput({all: none, share: undefined}), {kind: 'move', step: -1}, {kind: 'toggle'});
	assert.deepEqual(limitsOf(shownLimits(changed)), {...none, exceptLan: true});
	assert.deepEqual(limitsOf(shownLimits(after(changed, {kind: 'toggle'}))), none);
});

test('what is typed for a share leaves the limits of everything as they were', () => {
	const start = limitInput({all: {upload: 5, download: undefined}, share: {upload: undefined, download: 6}});
	const changed = after(start, {kind: 'move', step: -1}, {kind: 'toggle'}, {kind: 'move', step: 1}, {kind: 'type', text: '7'});
	assert.deepEqual(limitsOf(shownLimits(changed)), {upload: 7, download: 6});
	assert.deepEqual(limitsOf(changed.all), {upload: 5, download: undefined});
});

test('a limit is told as it was understood', () => {
	assert.deepEqual(['', '0', '2m', 'x'].map(text => limitText(text)), ['no limit', 'no limit', 'at most 2 MB/s', undefined]);
});

function after(input: LimitInput, ...changes: readonly LimitChange[]): LimitInput {
	let next = input;
	for (const change of changes) {
		next = changeLimits(next, change);
	}

	return next;
}
