import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {ExpectedError} from '../../source/base/errors.ts';
import {jsonOutput, jsonText} from '../../source/output/json.ts';
import {everyEvent, everyResult} from '../helpers/every-event.ts';
import {memoryStreams} from '../helpers/memory-streams.ts';

function setUp() {
	const streams = memoryStreams();
	return {
		streams,
		output: jsonOutput({
			streams, environment: {}, version: '1.2.3', now: () => 0,
		}),
	};
}

// These lines are a promise to other people's programs: fields may be added, none may change or go.
const frozenEvents = `
{"event":"scanned","files":1234,"directories":2,"symlinks":1,"bytes":3400000,"leftOut":2,"ignored":5}
{"event":"left-out","path":"run/socket","reason":"socket"}
{"event":"feed","key":"ferry1key","name":"photos"}
{"event":"announced","key":"ferry1key"}
{"event":"reading","files":10,"bytes":1000000,"totalFiles":1234,"totalBytes":3400000,"bytesPerSecond":200000}
{"event":"version","version":2,"files":1234,"bytes":3400000,"leftOut":2,"changed":true}
{"event":"serving","peers":2,"bytes":5000000,"bytesPerSecond":1000000}
{"event":"source-changed","path":"a/b","change":"changed"}
{"event":"delivered","peer":"3f2a000000000000","version":2,"files":1234,"bytes":3400000,"everything":true}
{"event":"sent-offer","peer":"3f2a000000000000","name":"Ben","status":"received"}
{"event":"searching"}
{"event":"found","name":"photos","kind":"folder","files":1234,"bytes":3400000,"reading":false,"directory":"/home/me/photos"}
{"event":"receiving","files":10,"bytes":1000000,"totalFiles":1234,"totalBytes":3400000,"bytesPerSecond":200000,"peers":2}
{"event":"identical","path":"a"}
{"event":"kept-both","path":"a","placedAs":"a (2)"}
{"event":"skipped","path":"a"}
{"event":"overwritten","path":"a"}
{"event":"not-created","path":"link","reason":"its target leaves the share"}
{"event":"gone","path":"a"}
{"event":"content-gone","path":"a"}
{"event":"newer-version","version":2}
{"event":"deleted","path":"a","placedAs":"a (2)","unpicked":true,"mirror":"directory"}
{"event":"kept","path":"a","placedAs":"a (2)","unpicked":true,"reason":"fifo"}
{"event":"disk-full","neededBytes":3000000,"freeBytes":1000000,"place":"/home/me/photos"}
{"event":"disk-has-room"}
{"event":"received","version":2,"files":1234,"bytes":3400000,"transferred":3000000,"beyond":200000,"peers":[{"peer":"3f2a000000000000","bytes":3000}],"directory":"/photos","notCreated":1,"withheld":2}
{"event":"peer-connected","peer":"3f2a000000000000","route":"udp"}
{"event":"peer-route","peer":"3f2a000000000000","route":"tcp"}
{"event":"peer-disconnected","peer":"3f2a000000000000"}
{"event":"peer-asks","peer":"3f2a000000000000","address":"192.0.2.7:49737"}
{"event":"warning","code":"sync-failed","message":"A folder could not be synced."}
{"event":"stopping"}
`;

/* eslint-disable @stylistic/max-len -- each is one line */
const frozenResults = `
{"event":"share","key":"ferry1key","direction":"sharing","name":"photos","place":"/home/me/photos","files":1234,"bytes":3400000,"version":2,"complete":true,"stateBytes":90000,"pid":4711}
{"event":"offer","name":"photos","kind":"folder","files":1234,"bytes":3400000,"reading":false,"directory":"/home/me/photos","freeBytes":20000000000,"collisions":3,"version":2,"gone":4}
{"event":"planned","kind":"file","path":"a/b","size":12}
{"event":"ignored","path":"a/b.log","rule":"*.log","file":"a/.ferryignore"}
{"event":"entry","kind":"file","path":"a/b","size":12,"mtime":0,"mode":420,"sha256":"00ff","target":"c"}
{"event":"log","version":2,"time":1800000000000,"files":1234,"bytes":3400000,"added":{"files":12,"bytes":3000000},"changed":{"files":1,"bytes":20000},"removed":{"files":3,"bytes":1000000},"others":2}
{"event":"difference","change":"changed","kind":"file","path":"a/b","size":12,"target":"c","previousPath":"d","previousSize":10,"sameContent":false}
{"event":"compared","before":1,"after":2,"added":12,"changed":1,"removed":3,"renamed":4}
{"event":"problem","path":"a/b","problem":"content"}
{"event":"elsewhere","path":"a/b","placedAs":"a/b (2)"}
{"event":"verified","files":1234,"bytes":3400000,"problems":1,"elsewhere":2}
{"event":"identity","key":"3f2a000000000000","name":"Ann’s laptop"}
{"event":"peer","key":"3f2a000000000000","name":"Ben","toldName":"ben-laptop","contact":true,"blocked":false,"online":true,"lan":true}
{"event":"words","words":["test","away","inquiry"]}
{"event":"peer-offer","id":"3","peer":"3f2a000000000000","contact":"Ben","toldName":"ben-laptop","key":"ferry1key","name":"photos","kind":"folder","files":1234,"bytes":3400000,"paths":["a","b"],"more":1232,"time":1800000000000,"lan":false}
{"event":"check","name":"dht","status":"bad","finding":"No node answers.","remedy":"Go online.","milliseconds":6000}
{"event":"node","bootstrap":"192.0.2.1:49737","relay":"3f2a000000000000"}
{"event":"unreadable-share","file":"/store/shares/0a/share.json","direction":"sharing","hint":"Bring it back."}
{"event":"removed","bytesFreed":90000}
`;
/* eslint-enable @stylistic/max-len */

test('every event is one JSON object on a line of standard output, with its fields frozen', () => {
	const {streams, output} = setUp();
	for (const event of Object.values(everyEvent)) {
		output.event(event);
	}

	assert.equal(streams.outputText(), frozenEvents.trimStart());
	assert.equal(streams.errorText(), '');
});

test('every result is one JSON object on a line of standard output, with its fields frozen', () => {
	const {streams, output} = setUp();
	for (const result of Object.values(everyResult)) {
		output.result(result);
	}

	assert.equal(streams.outputText(), frozenResults.trimStart());
	assert.equal(streams.errorText(), '');
});

test('an expected error is an event with its code, sentence, hint and exit code', () => {
	const {streams, output} = setUp();
	output.error(new ExpectedError('no-peer', 'No peer was found.', {hint: 'Is the sharer running?'}));
	assert.equal(streams.outputText(), '{"event":"error","code":"no-peer","message":"No peer was found.","hint":"Is the sharer running?","exitCode":3}\n');
	assert.equal(streams.errorText(), '');
});

test('a bug is an event too, and its stack goes to standard error', () => {
	const {streams, output} = setUp();
	output.error(new TypeError('x is not a function'));
	assert.equal(streams.outputText(), '{"event":"error","code":"bug","message":"x is not a function","hint":"This is a bug in ferry; the stack is on standard error.","exitCode":1}\n');
	assert.match(streams.errorText(), /This is a bug in ferry:\nTypeError: x is not a function\n +at /v);
});

test('remarks for people and questions are left out', async () => {
	const {streams, output} = setUp();
	output.note('Nothing is shared.');
	assert.equal(output.canAsk, false);
	assert.equal(await output.ask('Share key: ', new AbortController().signal), undefined);
	output.close();
	assert.equal(streams.outputText() + streams.errorText(), '');
});

test('characters that could fool a terminal are escaped, and a parser reads the same text back', () => {
	const name = 'a\u001B[2J\u0007\u202E\u200B\u2028\u{E0041}\u009B\u007F\uFEFF\uD800ä日本🎉';
	const text = jsonText({name});
	assert.equal(text, String.raw`{"name":"a\u001b[2J\u0007\u202e\u200b\u2028\udb40\udc41\u009b\u007f\ufeff\ud800ä日本🎉"}`);
	assert.deepEqual(JSON.parse(text), {name});
});

test('any text survives the escaping, and none of it is a control character', () => {
	fc.assert(fc.property(fc.string({unit: 'binary'}), text => {
		const line = jsonText({text});
		assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/v);
		assert.deepEqual(JSON.parse(line), {text});
	}));
});
