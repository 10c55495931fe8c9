import assert from 'node:assert/strict';
import process from 'node:process';
import {PassThrough, Writable} from 'node:stream';
import test from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import v8 from 'node:v8';
import {runInNewContext} from 'node:vm';
import {EngineStore} from '../../source/app/engine-store.ts';
import {newShareModel, reduceShare, shareStateOf} from '../../source/app/share-model.ts';
import {ShareRunner} from '../../source/app/share-runner.ts';
import {runDashboard} from '../../source/ui/dashboard.tsx';
import {emptyState, fakeEngine} from '../helpers/fake-engine.ts';

const shares = 200;
const updates = 10_000;
/** By then everything has been compiled, and histories are full. */
const settledAfter = 2000;
/** Bytes: what the engine itself moves about between two measurements. */
const tolerance = 4_000_000;

test('10,000 updates of 200 shares leave memory where it was', async t => {
	v8.setFlagsFromString('--expose-gc');
	const collect: () => void = runInNewContext('gc');
	const runners = Array.from({length: shares}, (_, index) => new ShareRunner(
		newShareModel({id: String(index), direction: index % 2 === 0 ? 'receiving' : 'sharing', name: `Share ${index}`}),
		() => {
			store.sharesChanged();
		},
	));
	const store = new EngineStore(emptyState, () => runners.map(({model}) => shareStateOf(model, {isReachable: true})));
	const terminal = new Terminal();
	const leaving = new AbortController();
	const dashboard = runDashboard({
		engine: {...fakeEngine(), getState: store.getState, subscribe: store.subscribe},
		streams: {input: keyboard(), output: terminal, error: new PassThrough().resume()},
		environment: {NO_COLOR: '1'},
		signal: leaving.signal,
	});
	t.after(async () => {
		leaving.abort();
		await dashboard;
	});
	let settled = 0;
	for (let update = 0; update < updates; update++) {
		for (const runner of runners) {
			runner.change(model => reduceShare(model, eventOf(update), update));
		}

		store.update({
			network: {
				...emptyState.network, status: 'online', download: update, downloadHistory: Array.from({length: 60}, (_, second) => update + second),
			},
		});
		store.flush();
		await turn();
		if (update === settledAfter) {
			settled = await memory(collect);
		}
	}

	const after = await memory(collect);
	t.diagnostic(`${megabytes(settled)} after ${settledAfter} updates, ${megabytes(after)} after ${updates}, ${terminal.frames} frames`);
	assert.ok(terminal.frames > 100);
	assert.ok(after - settled < tolerance, `${megabytes(settled)} have become ${megabytes(after)}`);
});

/** What happens to a share in the course of a day, over and over. */
function eventOf(update: number): Parameters<typeof reduceShare>[1] {
	const peer = String(update % 7).repeat(64);
	switch (update % 10) {
		case 1: {
			return {type: 'peer-connected', peer, route: 'tcp'};
		}

		case 3: {
			return {type: 'peer-disconnected', peer};
		}

		case 5: {
			return {
				type: 'version', version: update, files: 100, bytes: 1_000_000, leftOut: 0, changed: true,
			};
		}

		case 7: {
			return {type: 'source-changed', path: `file ${update}`, change: 'changed'};
		}

		default: {
			return {
				type: 'receiving', files: update % 100, bytes: update * 1000, totalFiles: 100, totalBytes: 100_000_000, bytesPerSecond: update, peers: 1,
			};
		}
	}
}

/** Bytes that are in use once everything that nobody needs is collected. */
async function memory(collect: () => void): Promise<number> {
	for (let time = 0; time < 3; time++) {
		await turn();
		collect();
	}

	const {heapUsed, external} = process.memoryUsage();
	return heapUsed + external;
}

function megabytes(bytes: number): string {
	return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

class Terminal extends Writable {
	isTTY = true;
	columns = 120;
	rows = 40;
	frames = 0;

	override _write(_chunk: Uint8Array, _encoding: string, done: () => void): void {
		this.frames++;
		done();
	}
}

function keyboard(): PassThrough {
	const nothing = (): void => undefined;
	return Object.assign(new PassThrough(), {
		isTTY: true, setRawMode: nothing, ref: nothing, unref: nothing,
	});
}
