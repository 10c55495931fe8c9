import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import {decodeLanMessage, encodeLanMessage, mostEntries} from '../../source/network/lan-message.ts';
import {sealedLength, tagLength} from '../../source/network/lan-tag.ts';

const nothing = {questions: [], answers: []};

test('what is said is understood', () => {
	const message = {
		questions: [randomBytes(tagLength), randomBytes(tagLength)],
		answers: [{tag: randomBytes(tagLength), sealed: randomBytes(sealedLength)}],
	};
	assert.deepEqual(decodeLanMessage(encodeLanMessage(message)), message);
	assert.deepEqual(decodeLanMessage(encodeLanMessage(nothing)), nothing);
});

test('a full message fits a packet', () => {
	const strings = encodeLanMessage({questions: [], answers: Array.from({length: mostEntries}, () => ({tag: randomBytes(tagLength), sealed: randomBytes(sealedLength)}))});
	const bytes = strings.reduce((sum, {byteLength}) => sum + 1 + byteLength, 0);
	assert.ok(bytes < 1400, `${bytes} bytes`);
	assert.ok(strings.every(({byteLength}) => byteLength <= 255));
});

test('whatever else arrives is passed over', () => {
	fc.assert(fc.property(fc.array(fc.oneof(fc.uint8Array({maxLength: 300}), fc.anything()), {maxLength: 40}), strings => {
		const {questions, answers} = decodeLanMessage(strings);
		assert.ok(questions.length + answers.length <= mostEntries);
		assert.ok(questions.every(({byteLength}) => byteLength === tagLength));
		assert.ok(answers.every(({tag, sealed}) => tag.byteLength === tagLength && sealed.byteLength === sealedLength));
	}));
});
