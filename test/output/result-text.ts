import assert from 'node:assert/strict';
import test from 'node:test';
import {resultText} from '../../source/output/result-text.ts';
import {everyResult} from '../helpers/every-event.ts';

test('every result has its line', () => {
	const {entry, log, 'peer-offer': peerOffer, ...others} = everyResult;
	assert.deepEqual(Object.values(others).map(result => resultText(result)), [
		{kind: 'data', text: 'ferry1key  sharing    photos  /home/me/photos  1,234 files, 3.4 MB  version 2  complete  90 kB of state  open in process 4711'},
		{kind: 'talk', text: 'Version 2 without 4 files that are gone; 20 GB free; 3 files have names taken there'},
		{kind: 'data', text: 'share   a/b'},
		{kind: 'data', text: 'ignore  a/b.log  (*.log in a/.ferryignore)'},
		{kind: 'data', text: '~ a/b -> c  10 B → 12 B'},
		{kind: 'talk', text: 'Version 2 beside version 1: 12 added, 1 changed, 3 removed, 4 renamed'},
		{kind: 'data', text: 'other content  a/b'},
		{kind: 'data', text: 'other name     a/b stands as a/b (2)'},
		{kind: 'talk', text: 'Verified 1,234 files, 3.4 MB: 1 difference; 2 files under another name, which “ferry get --overwrite” ends'},
		{kind: 'data', text: '3f2a000000000000'},
		{kind: 'data', text: '3f2a000000000000  online   Ben  calls itself “ben-laptop”'},
		{kind: 'data', text: 'test away inquiry'},
		{kind: 'data', text: '✗ dht      No node answers. (6000 ms)\n           → Go online.'},
		{kind: 'data', text: '192.0.2.1:49737\n3f2a000000000000'},
		{kind: 'talk', text: 'Not listed, as it can’t be read what is shared from here: /store/shares/0a/share.json\nBring it back.'},
		{kind: 'talk', text: 'The share is forgotten; 90 kB freed. Your files are as they were.'},
	]);
	assert.equal(resultText(entry).kind, 'data');
	assert.equal(resultText(log).kind, 'data');
	assert.equal(resultText(peerOffer).kind, 'data');
});

test('an entry is a line as ls -l shows it, in local time', () => {
	const mtime = new Date(2026, 10, 2, 3, 4, 59).getTime();
	const table = [
		[{
			kind: 'file', path: 'a/b', size: 1_230_000, mtime, mode: 0o755,
		}, '-rwxr-xr-x  1.23 MB  2026-11-02 03:04  a/b'],
		[{
			kind: 'directory', path: 'a', mtime, mode: 0o750,
		}, 'drwxr-x---           2026-11-02 03:04  a'],
		[{
			kind: 'symlink', path: 'link', mtime, target: 'a/\u001B',
		}, String.raw`lrwxrwxrwx           2026-11-02 03:04  link -> a/\u{1b}`],
		[{
			kind: 'file', path: 'no\ntime', size: 0, mtime: 9e15, mode: 0,
		}, String.raw`----------      0 B  ?                 no\ntime`],
	] as const;
	for (const [entry, expected] of table) {
		assert.deepEqual(resultText({type: 'entry', ...entry}), {kind: 'data', text: expected});
	}
});

test('a verification without differences says so', () => {
	assert.equal(resultText({
		type: 'verified', files: 1234, bytes: 3_400_000, problems: 0,
	}).text, 'Verified 1,234 files, 3.4 MB: all as shared');
});
