import assert from 'node:assert/strict';
import {PassThrough, Writable} from 'node:stream';
import test from 'node:test';
import {mountDashboard} from '../../source/ui/mount-dashboard.tsx';
import {fakeEngine, sampleShares} from '../helpers/fake-engine.ts';
import {Screen} from '../helpers/screen.ts';
import {waitFor} from '../helpers/wait-for.ts';

test('it is idle again after a change of size when the frame of the new size is drawn, and counts its keys', async t => {
	const leaving = new AbortController();
	const nothing = (): void => undefined;
	const input = Object.assign(new PassThrough(), {
		isTTY: true, setRawMode: nothing, ref: nothing, unref: nothing,
	});
	const output = new FakeTerminal();
	const mounted = mountDashboard({
		engine: fakeEngine({shares: Object.values(sampleShares)}),
		streams: {input, output, error: output},
		environment: {FERRY_IDLE_MARK: '1'},
		signal: leaving.signal,
	});
	t.after(async () => {
		leaving.abort();
		await mounted;
	});
	const {screen} = output;
	const markAfter = async (act: () => void): Promise<void> => {
		const {idleMarks} = screen;
		act();
		await waitFor(screen.changes, 'change', () => screen.idleMarks > idleMarks || undefined);
	};

	await markAfter(nothing);
	for (const [columns, rows] of [[40, 12], [200, 60], [53, 17], [80, 24]] as const) {
		await markAfter(() => {
			output.resize(columns, rows);
		});
		assert.match(screen.lines[0]!, /16 shares .*○/v, `${columns}×${rows}`);
		assert.match(screen.lines.at(-2)!, /\? help$/v, `${columns}×${rows}`);
	}

	assert.equal(screen.takenKeys, 0);
	await markAfter(() => {
		input.write('g');
	});
	assert.equal(screen.takenKeys, 1);
	assert.match(screen.lines.join('\n'), /Get a share/v);
});

/** A terminal with a person in front of it. */
class FakeTerminal extends Writable {
	readonly screen = new Screen(80, 24, () => undefined);

	get isTTY(): boolean {
		return true;
	}

	get columns(): number {
		return this.screen.columns;
	}

	get rows(): number {
		return this.screen.rows;
	}

	resize(columns: number, rows: number): void {
		this.screen.resize(columns, rows);
		this.emit('resize');
	}

	override async _write(chunk: Uint8Array, _encoding: string, done: () => void): Promise<void> {
		// As the system does it on the way to a terminal.
		await this.screen.write(new TextDecoder().decode(chunk).replaceAll('\n', '\r\n'));
		done();
	}
}
