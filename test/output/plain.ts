import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {plainOutput} from '../../source/output/plain.ts';
import {everyEvent, everyResult} from '../helpers/every-event.ts';
import {memoryStreams} from '../helpers/memory-streams.ts';

function setUp({isTerminal = false, quiet = false, environment = {}}: {readonly isTerminal?: boolean; readonly quiet?: boolean; readonly environment?: Readonly<Record<string, string>>} = {}) {
	const streams = memoryStreams({isTerminal});
	const clock = {time: 0};
	const output = plainOutput({
		streams, environment, version: '1.2.3', now: () => clock.time, quiet,
	});
	return {streams, clock, output};
}

test('sharing prints the key alone on standard output, once it is announced', () => {
	const {streams, output} = setUp();
	output.event(everyEvent.scanned);
	output.event(everyEvent.feed);
	assert.equal(streams.outputText(), '');
	output.event(everyEvent.announced);
	output.event(everyEvent.delivered);
	assert.equal(streams.outputText(), 'ferry1key\n');
	assert.equal(streams.errorText(), `Scanned 1,234 files, 2 folders, 1 symlink, 3.4 MB (2 left out, 5 ignored)
“photos” has its key; not announced yet …
Announced. To get it on another computer, run there: ferry get
and paste the key when it asks. Sharing goes on until Ctrl-C.
Delivered version 2 to 3f2a0000…: 1,234 files, 3.4 MB, synced to its disk
`);
});

test('what of the user’s stands in the way is told from what can’t be created', () => {
	const last = (notCreated: number, ...reasons: readonly string[]): string | undefined => {
		const {streams, output} = setUp();
		for (const reason of reasons) {
			output.event({...everyEvent['not-created'], reason});
		}

		const {withheld, ...received} = everyEvent.received;
		assert.equal(withheld, 2);
		output.event({...received, notCreated});
		return streams.errorText().split('\n').find(line => line.startsWith('Not everything'));
	};

	assert.equal(last(2, 'in-the-way', 'part-in-the-way'), 'Not everything is here: 2 entries with something of yours in the way (move that away, and get it again)');
	assert.match(last(2, 'in-the-way', 'windows-name') ?? '', /: 1 entry that can’t be created on this computer, 1 entry with something of yours in the way \(/v);
	assert.equal(last(0, 'in-the-way'), undefined);
});

test('receiving ends with what came, how fast, from whom, and what is missing', () => {
	const {streams, clock, output} = setUp();
	output.event(everyEvent.searching);
	output.event(everyEvent.found);
	output.event(everyEvent.identical);
	output.event(everyEvent.identical);
	output.event(everyEvent.skipped);
	output.event(everyEvent.overwritten);
	output.event(everyEvent.gone);
	output.event(everyEvent.warning);
	clock.time = 12_000;
	output.event(everyEvent.received);
	assert.equal(streams.outputText(), '');
	assert.equal(streams.errorText(), `Looking for peers that have this share …
Found “photos”: a folder, 1,234 files, 3.4 MB
It goes into the folder /home/me/photos
No longer there on the sharer's side: a
Warning: A folder could not be synced.
Received 1,234 files, 3.4 MB in /photos
Fetched 3 MB in 12s (250 kB/s)
  200 kB of it was not picked: small files share blocks
  3 kB from 3f2a0000…
2 files were here already, 1 file was overwritten, 1 file was skipped
Not everything is here: 1 entry that can’t be created on this computer, 2 entries that the sharer can’t read
1 warning above
`);
});

test('each version that is followed has its own time, and its own troubles', () => {
	const {streams, clock, output} = setUp();
	output.event(everyEvent.found);
	output.event(everyEvent.identical);
	clock.time = 12_000;
	output.event(everyEvent.received);
	clock.time = 3_600_000;
	output.event(everyEvent.receiving);
	clock.time += 1000;
	output.event(everyEvent.received);
	const [, second] = streams.errorText().split('Fetched 3 MB in 12s (250 kB/s)');
	assert.match(second!, /Fetched 3 MB in 1s \(3 MB\/s\)/v);
	assert.equal(second!.split('file was here already').length, 2, 'which is said of the first');
});

test('a share that is here already says that nothing had to be fetched', () => {
	const {streams, output} = setUp();
	const {withheld, ...received} = everyEvent.received;
	output.event({
		...received, transferred: 0, peers: [], notCreated: 0,
	});
	assert.equal(streams.errorText(), 'Received 1,234 files, 3.4 MB in /photos\nNothing had to be fetched\n');
});

test('a share that is here already while nobody else was reached says so', () => {
	const {streams, output} = setUp();
	const {withheld, ...received} = everyEvent.received;
	output.event(everyEvent.searching);
	output.event({
		...received, transferred: 0, peers: [], notCreated: 0,
	});
	const [, ...lines] = streams.errorText().split('\n');
	assert.equal(lines.join('\n'), 'Everything is here already: 1,234 files, 3.4 MB in /photos\nNobody else who has the share was reached: there may be a newer version\n');
});

test('quiet leaves the data and the error', () => {
	const {streams, output} = setUp({isTerminal: true, quiet: true, environment: {NO_COLOR: '1'}});
	for (const event of Object.values(everyEvent)) {
		output.event(event);
	}

	for (const result of Object.values(everyResult)) {
		output.result(result);
	}

	output.note('Nothing is shared.');
	output.error(new ExpectedError('no-peer', 'No peer was found.', {hint: 'Is the sharer running?'}));
	output.close();
	assert.equal(streams.outputText().split('\n').length, [
		'key',
		'share',
		'planned',
		'ignored',
		'entry',
		'log',
		'difference',
		'problem',
		'elsewhere',
		'identity',
		'peer',
		'words',
		'offer',
		'path',
		'path',
		'more',
		'check',
		'remedy',
		'node',
		'relay',
		'',
	].length);
	assert.equal(streams.errorText(), 'The disk of /home/me/photos is full: 3 MB needed, 1 MB free. It goes on when there is room.\nferry: No peer was found.\nIs the sharer running?\n');
});

test('what waits for the user is told once also to those who want it quiet', () => {
	const {streams, output} = setUp({quiet: true});
	const lines = (): number => streams.errorText().split('\n').length - 1;
	output.event(everyEvent['disk-full']);
	output.event(everyEvent['disk-full']);
	assert.equal(lines(), 1);
	output.event(everyEvent['disk-has-room']);
	output.event(everyEvent['disk-full']);
	assert.equal(lines(), 2);
	output.event({type: 'warning', code: 'source-away', message: 'It is away.'});
	output.event({type: 'warning', code: 'source-away', message: 'It is away.'});
	output.event({type: 'warning', code: 'changes-missed', message: 'All is well.'});
	assert.equal(lines(), 3);
});

test('on a terminal the progress line makes room for others, for data too', () => {
	const {streams, clock, output} = setUp({isTerminal: true, environment: {NO_COLOR: '1'}});
	const eraseLine = '\r\u001B[K';
	output.event(everyEvent.searching);
	output.event(everyEvent['disk-has-room']);
	clock.time = 1000;
	output.event(everyEvent.searching);
	output.result(everyResult.identity);
	clock.time = 2000;
	output.event(everyEvent.searching);
	output.close();
	const searching = `${eraseLine}Looking for peers that have this share …${eraseLine}`;
	assert.equal(streams.errorText(), `${searching}There is room on the disk again; going on.\n${searching}${searching}`);
	assert.equal(streams.outputText(), `${everyResult.identity.key}\n`);
});

test('a terminal gets colours, and one that understands no escapes gets plain lines', () => {
	const coloured = setUp({isTerminal: true});
	coloured.output.event(everyEvent.warning);
	assert.equal(coloured.streams.errorText(), '\u001B[33mWarning: A folder could not be synced.\u001B[39m\n');

	const dumb = setUp({isTerminal: true, environment: {TERM: 'dumb'}});
	dumb.output.event(everyEvent.searching);
	dumb.output.event(everyEvent.warning);
	assert.equal(dumb.streams.errorText(), 'Looking for peers that have this share …\nWarning: A folder could not be synced.\n');
});

test('bytes go to standard output as they are', async () => {
	const {streams, output} = setUp();
	await output.bytes(new TextEncoder().encode('one\n'));
	await output.bytes(new TextEncoder().encode('two'));
	assert.equal(streams.outputText(), 'one\ntwo');
});

test('a person is asked on standard error, and what is to be said waits for the answer', async () => {
	const {streams, output} = setUp({isTerminal: true, environment: {NO_COLOR: '1'}});
	assert.equal(output.canAsk, true);
	const answer = output.ask('Get it? [Y/n] ', new AbortController().signal);
	output.event(everyEvent.searching);
	output.event(everyEvent['peer-connected']);
	assert.doesNotMatch(streams.errorText(), /connected/v);
	streams.input.write('yes\n');
	assert.equal(await answer, 'yes');
	assert.match(streams.errorText(), /Get it\? \[Y\/n\] /v);
	assert.doesNotMatch(streams.errorText(), /Looking/v);
	assert.match(streams.errorText(), /connected over UDP\n$/v);
	assert.equal(streams.outputText(), '');
});

test('nobody is asked without a terminal', () => {
	assert.equal(setUp().output.canAsk, false);
});
