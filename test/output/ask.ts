import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {ask} from '../../source/output/ask.ts';
import {memoryStreams} from '../helpers/memory-streams.ts';

const {signal} = new AbortController();

test('the answer is the line that was typed', async () => {
	const streams = memoryStreams({isTerminal: true});
	const answer = ask('Share key: ', {streams, signal});
	streams.input.write('ferry1abc\n');
	assert.equal(await answer, 'ferry1abc');
});

test('the end of input is no answer', async () => {
	const streams = memoryStreams({isTerminal: true});
	const answer = ask('Share key: ', {streams, signal});
	streams.input.end();
	assert.equal(await answer, undefined);
});

test('Ctrl-C at the question interrupts', async () => {
	const streams = memoryStreams({isTerminal: true});
	const answer = ask('Share key: ', {streams, signal});
	streams.input.write('\u0003');
	await assert.rejects(answer, {name: 'ExpectedError', code: 'interrupted'});
});

test('a signal from elsewhere ends the question with its reason', async () => {
	const streams = memoryStreams({isTerminal: true});
	const controller = new AbortController();
	const answer = ask('Share key: ', {streams, signal: controller.signal});
	const reason = new ExpectedError('interrupted', 'Interrupted.', {hint: 'Again.'});
	controller.abort(reason);
	await assert.rejects(answer, error => error === reason);
	await assert.rejects(ask('Share key: ', {streams, signal: controller.signal}), error => error === reason);
});
