import assert from 'node:assert/strict';
import test from 'node:test';
import {eventText} from '../../source/app/event-text.ts';
import {everyEvent} from '../helpers/every-event.ts';

test('every event that is worth a line has its words', () => {
	const lines = Object.values(everyEvent).flatMap(event => eventText(event) ?? []).map(({tone, text}) => `${tone}: ${text}`);
	assert.deepEqual(lines, [
		'normal: Scanned 1,234 files, 2 folders, 1 symlink, 3.4 MB (2 left out, 5 ignored)',
		'warning: Left out: run/socket (a socket)',
		'faint: “photos” has its key; not announced yet …',
		'normal: Announced. To get it on another computer, run there: ferry get\nand paste the key when it asks. Sharing goes on until Ctrl-C.',
		'good: Version 2 is complete: 1,234 files, 3.4 MB, 2 left out',
		'warning: Changed since the last version: a/b',
		'good: Delivered version 2 to 3f2a0000…: 1,234 files, 3.4 MB, synced to its disk',
		'normal: Ben has received the offer',
		'normal: Found “photos”: a folder, 1,234 files, 3.4 MB\nIt goes into the folder /home/me/photos',
		'normal: Kept your a; the new one is a (2)',
		'warning: Not created: link (its target leaves the share)',
		'warning: No longer there on the sharer\'s side: a',
		'warning: Gone, nobody who can be reached has it any more: a',
		'normal: There is a newer version: 2. Get it again to have it, or with --live every one as it comes.',
		'normal: Removed, as it is not picked any more: a (2)',
		'warning: Not in the share, but it stays (a named pipe): a',
		'bad: The disk of /home/me/photos is full: 3 MB needed, 1 MB free. It goes on when there is room.',
		'good: There is room on the disk again; going on.',
		'faint: 3f2a0000… connected over UDP',
		'faint: 3f2a0000… goes on over TCP',
		'faint: 3f2a0000… disconnected',
		'warning: 3f2a0000… at 192.0.2.7:49737 asks for the share',
		'warning: Warning: A folder could not be synced.',
		'faint: Stopping …',
	]);
});

test('the words follow what happened', () => {
	assert.equal(eventText({
		...everyEvent.scanned, files: 1, directories: 0, symlinks: 0, leftOut: 0, ignored: 0,
	})?.text, 'Scanned 1 file, 0 folders, 3.4 MB');
	assert.equal(eventText({...everyEvent.version, changed: false})?.text, 'Nothing has changed since version 2: 1,234 files, 3.4 MB, 2 left out');
	assert.equal(eventText({...everyEvent.version, leftOut: 0})?.text, 'Version 2 is complete: 1,234 files, 3.4 MB');
	assert.equal(eventText({...everyEvent['source-changed'], change: 'gone'})?.text, 'No longer in the share: a/b');
	assert.equal(eventText({type: 'deleted', path: 'a'})?.text, 'Removed, as it is no longer in the share: a');
	assert.equal(eventText({
		type: 'deleted', path: 'a', placedAs: 'a (2)', unpicked: true,
	})?.text, 'Removed, as it is not picked any more: a (2)');
	assert.equal(eventText({type: 'deleted', path: 'a', mirror: 'file'})?.text, 'Removed, as the share does not have it: a');
	assert.equal(eventText({type: 'deleted', path: 'a', mirror: 'directory'})?.text, 'Removed, as the share does not have it: a/');
	assert.equal(eventText({type: 'kept', path: 'a', placedAs: 'a (2)'})?.text, 'No longer in the share, but changed here, so it stays: a (2)');
	assert.equal(eventText({type: 'kept', path: 'a'})?.text, 'No longer in the share, but changed here, so it stays: a');
	assert.equal(eventText({type: 'kept', path: 'a', unpicked: true})?.text, 'Not picked any more, but changed here, so it stays: a');
	assert.match(eventText({...everyEvent.found, reading: true})?.text ?? '', /3\.4 MB so far; the sharer is still reading\n/v);
});

test('text from a feed stays on its line', () => {
	const text = eventText({...everyEvent.found, name: 'a\nb\u001B[2J\u202E'})?.text;
	assert.equal(text, String.raw`Found “a\nb\u{1b}[2J\u{202e}”: a folder, 1,234 files, 3.4 MB` + '\nIt goes into the folder /home/me/photos');
});

test('what was written to an output is not said to be on a disk', () => {
	assert.match(eventText({...everyEvent.delivered, everything: false})!.text, /^Delivered what was wanted of version 2 to /v);
	assert.match(eventText({...everyEvent.delivered, output: true})!.text, /1,234 files, 3\.4 MB, written to its output$/v);
});

test('a single file is not counted', () => {
	const text = eventText({
		...everyEvent.found, kind: 'file', name: 'log.txt', files: 1,
	})?.text;
	assert.equal(text?.split('\n')[0], 'Found “log.txt”: a file, 3.4 MB');
});
