import path from 'node:path';
import type {TestContext} from 'node:test';
import {openApp} from '../../source/app/app.ts';
import type {Engine} from '../../source/app/engine.ts';
import type {EngineState, ShareState, ShareStatus} from '../../source/app/engine-state.ts';
import {temporaryFolder} from './temporary-folder.ts';
import {localTestnet} from './testnet.ts';
import {waitFor} from './wait-for.ts';

/** An engine with a data directory of its own. */
export type RunningEngine = {
	readonly engine: Engine;
	/** Waits until a share has this status, and is as it should be. */
	readonly until: (id: string, status: ShareStatus, accept?: (share: ShareState) => boolean) => Promise<ShareState>;
	readonly untilState: (accept: (state: EngineState) => boolean) => Promise<EngineState>;
	readonly reopen: () => Promise<void>;
};

/** Two engines in this process, each with a data directory of its own, on a DHT of their own. When the test ends, everything is closed. */
export async function twoEngines(t: TestContext): Promise<{readonly folder: string; readonly bootstrap: readonly string[]; readonly sharer: RunningEngine; readonly receiver: RunningEngine}> {
	const closing: Array<() => Promise<void>> = [];
	t.after(async () => {
		await Promise.all(closing.map(async close => close()));
	});
	const {bootstrap} = await localTestnet(t);
	const folder = await temporaryFolder(t);
	const start = async (name: string): Promise<RunningEngine> => {
		const open = async () => {
			const app = await openApp({store: path.join(folder, `store ${name}`), bootstrap});
			return {app, engine: await app.openEngine()};
		};

		let running = await open();
		const close = async (): Promise<void> => {
			await running.engine.close();
			await running.app.close();
		};

		closing.push(close);
		return {
			get engine() {
				return running.engine;
			},
			async until(id, status, accept = () => true) {
				const matches = (share: ShareState): boolean => share.id === id && share.status === status && accept(share);
				const {shares} = await untilState(running.engine, ({shares}) => shares.some(share => matches(share)));
				return shares.find(share => matches(share))!;
			},
			untilState: async accept => untilState(running.engine, accept),
			async reopen() {
				await close();
				running = await open();
			},
		};
	};

	return {
		folder, bootstrap, sharer: await start('sharer'), receiver: await start('receiver'),
	};
}

async function untilState(engine: Engine, accept: (state: EngineState) => boolean): Promise<EngineState> {
	const changes = new EventTarget();
	const stop = engine.subscribe(() => {
		changes.dispatchEvent(new Event('change'));
	});
	try {
		return await waitFor(changes, 'change', () => accept(engine.getState()) ? engine.getState() : undefined);
	} finally {
		stop();
	}
}
