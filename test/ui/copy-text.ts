import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {clipboardSequence, copyText, hasClipboard} from '../../source/ui/copy-text.ts';
import {clipboardText} from '../helpers/clipboard-text.ts';

const key = `ferry1${'q'.repeat(58)}`;
const inBase64 = Buffer.from(key).toString('base64');

test('a text is sent to the terminal as it is, or wrapped for what stands in between', () => {
	const plain = `\u{1B}]52;c;${inBase64}\u{7}`;
	const forScreen = `\u{1B}P${plain}\u{1B}\\`;
	const forTmux = `${plain}\u{1B}Ptmux;\u{1B}${plain}\u{1B}\\`;
	const cases: ReadonlyArray<readonly [environment: Readonly<Record<string, string>>, sequence: string]> = [
		[{}, plain],
		[{TERM: 'xterm-256color', TMUX: '', STY: ''}, plain],
		[{TMUX: '/tmp/tmux-1000/default,1,0'}, forTmux],
		[{TMUX: '/tmp/tmux-1000/default,1,0', TERM: 'screen-256color'}, forTmux],
		[{TERM: 'tmux-256color', SSH_TTY: '/dev/pts/1'}, forTmux],
		[{STY: '4711.pts-0.host'}, forScreen],
		[{STY: '4711.pts-0.host', TERM: 'screen'}, forScreen],
		[{TERM: 'screen.xterm-256color'}, plain + forScreen],
	];
	for (const [environment, sequence] of cases) {
		assert.equal(clipboardSequence(key, environment), sequence, JSON.stringify(environment));
		assert.equal(clipboardText(sequence), key);
	}
});

test('a longer text goes through screen in pieces', () => {
	const text = '星'.repeat(500);
	const sequence = clipboardSequence(text, {STY: '1'});
	assert.ok(sequence.split('\u{1B}\\').every(piece => piece.length <= 242));
	assert.equal(clipboardText(sequence), text);
});

test('only the computer the user sits at has a clipboard', () => {
	const cases: ReadonlyArray<readonly [environment: Readonly<Record<string, string>>, platform: string, has: boolean]> = [
		[{}, 'darwin', true],
		[{}, 'win32', true],
		[{}, 'linux', false],
		[{DISPLAY: ':0'}, 'linux', true],
		[{WAYLAND_DISPLAY: 'wayland-0'}, 'linux', true],
		[{DISPLAY: 'localhost:10.0', SSH_TTY: '/dev/pts/1'}, 'linux', false],
		[{SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22'}, 'darwin', false],
	];
	for (const [environment, platform, has] of cases) {
		assert.equal(hasClipboard(environment, platform), has, JSON.stringify([environment, platform]));
	}
});

test('a sentence says where a text has gone', async () => {
	const copied: string[] = [];
	const copy = async (environment: Readonly<Record<string, string>>, {isBroken = false, hasTmux = true} = {}): Promise<string> => copyText(key, {
		environment,
		async copyInTmux(text) {
			if (!hasTmux) {
				throw new Error('There is no tmux here');
			}

			copied.push(`${text} in tmux`);
		},
		platform: 'linux',
		writeControl(sequence) {
			copied.push(clipboardText(sequence)!);
		},
		async copyHere(text) {
			if (isBroken) {
				throw new Error('There is no program for it');
			}

			copied.push(text);
		},
	});
	assert.match(await copy({}), /^Key sent to your terminal’s clipboard\.$/v);
	assert.deepEqual(copied.splice(0), [key]);
	assert.match(await copy({DISPLAY: ':0'}), /copied to this computer’s clipboard, and sent to your terminal’s/v);
	assert.deepEqual(copied.splice(0), [key, key]);
	assert.match(await copy({DISPLAY: ':0'}, {isBroken: true}), /can’t be reached/v);
	assert.deepEqual(copied.splice(0), [key]);
	const inTmux = {TMUX: '/tmp/tmux-1000/default,1,0'};
	assert.match(await copy(inTmux), /^Key put into tmux’s buffer, and sent to your terminal’s clipboard\.$/v);
	assert.deepEqual(copied.splice(0), [`${key} in tmux`]);
	assert.match(await copy(inTmux, {hasTmux: false}), /^Key sent to tmux, which hands it on with “set-clipboard on”\.$/v);
	assert.deepEqual(copied.splice(0), [key]);
	assert.match(await copy({...inTmux, DISPLAY: ':0'}), /copied to this computer’s clipboard, and sent to your terminal’s clipboard\.$/v);
	assert.deepEqual(copied, [`${key} in tmux`, key]);
});
