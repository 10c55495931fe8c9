import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import {decodeLanMessage, encodeLanMessage, mostEntries} from '../../source/network/lan-message.ts';
import {challengeLength, sealedLength, tagLength} from '../../source/network/lan-tag.ts';

const challenge = randomBytes(challengeLength);
const nothing = {challenge, questions: [], answers: []};

test('what is said is understood', () => {
	const message = {
		challenge,
		questions: [randomBytes(tagLength), randomBytes(tagLength)],
		answers: [{tag: randomBytes(tagLength), sealed: randomBytes(sealedLength)}],
	};
	assert.deepEqual(decodeLanMessage(encodeLanMessage(message)), message);
	assert.deepEqual(decodeLanMessage(encodeLanMessage(nothing)), nothing);
});

test('a full message fits a packet', () => {
	const strings = encodeLanMessage({challenge, questions: [], answers: Array.from({length: mostEntries}, () => ({tag: randomBytes(tagLength), sealed: randomBytes(sealedLength)}))});
	const bytes = strings.reduce((sum, {byteLength}) => sum + 1 + byteLength, 0);
	assert.ok(bytes < 1400, `${bytes} bytes`);
	assert.ok(strings.every(({byteLength}) => byteLength <= 255));
});

test('whatever else arrives is passed over', () => {
	fc.assert(fc.property(fc.array(fc.oneof(fc.uint8Array({maxLength: 300}), fc.anything()), {maxLength: 40}), strings => {
		const {questions, answers} = decodeLanMessage([challenge, ...strings])!;
		assert.ok(questions.length + answers.length <= mostEntries);
		assert.ok(questions.every(({byteLength}) => byteLength === tagLength));
		assert.ok(answers.every(({tag, sealed}) => tag.byteLength === tagLength && sealed.byteLength === sealedLength));
	}));
});

test('what does not begin with a challenge is nothing', () => {
	for (const strings of [[], [randomBytes(challengeLength - 1)], [randomBytes(sealedLength)], ['text'], [undefined, challenge]]) {
		assert.equal(decodeLanMessage(strings), undefined);
	}
});
