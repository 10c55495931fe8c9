import {Rate} from '../transfer/rate.ts';
import type {NetworkState} from './engine-state.ts';
import type {OpenShare} from './open-share.ts';
import type {ShareRunner} from './share-runner.ts';

/** How often counters are looked at, in milliseconds. */
const samplePeriod = 500;
const historyLength = 60;
/** So long nobody may answer before it is called unreachable. */
const patience = 10_000;

type Counters = {uploaded: number; downloaded: number; readonly upload: Rate; readonly download: Rate};

/** Of a share, its feed while it is open, and where it is told what passes. */
export type CountedShare = {
	readonly runner: Pick<ShareRunner, 'change'> & {readonly open: Pick<OpenShare, 'core'> | undefined};
};

export type TrafficOptions = {
	readonly shares: () => readonly CountedShare[];
	/** Whether anybody in the network has answered; undefined while it isn't joined. */
	readonly isReachable: () => boolean | undefined;
	readonly onSample: (network: NetworkState) => void;
};

/** Counts what goes up and down, share by share, and looks at it twice a second: no block that passes shows by itself. */
export class EngineTraffic {
	readonly #options: TrafficOptions;
	readonly #counters = new Map<OpenShare['core'], Counters>();
	readonly #history = {upload: [] as number[], download: [] as number[]};
	readonly #timer: NodeJS.Timeout;
	#samples = 0;
	#unansweredSince: number | undefined;

	constructor(options: TrafficOptions) {
		this.#options = options;
		this.#timer = setInterval(() => {
			this.#sample(Date.now());
		}, samplePeriod);
	}

	/** Counts a feed for as long as it is open. */
	watch({core}: Pick<OpenShare, 'core'>): void {
		const counters: Counters = {
			uploaded: 0, downloaded: 0, upload: new Rate(), download: new Rate(),
		};
		this.#counters.set(core, counters);
		core.on('upload', (_index: number, byteLength: number) => {
			counters.uploaded += byteLength;
		});
		core.on('download', (_index: number, byteLength: number) => {
			counters.downloaded += byteLength;
		});
		core.once('close', () => {
			this.#counters.delete(core);
		});
	}

	close(): void {
		clearInterval(this.#timer);
	}

	#sample(time: number): void {
		const total = {upload: 0, download: 0};
		for (const {runner} of this.#options.shares()) {
			const counters = runner.open && this.#counters.get(runner.open.core);
			if (!counters) {
				continue;
			}

			counters.upload.add(time, counters.uploaded);
			counters.download.add(time, counters.downloaded);
			const upload = Math.round(counters.upload.bytesPerSecond);
			const download = Math.round(counters.download.bytesPerSecond);
			total.upload += upload;
			total.download += download;
			const uploadedBytes = counters.uploaded;
			runner.change(model => model.upload === upload && model.download === download && model.uploadedBytes === uploadedBytes
				? model
				: {
					...model, upload, download, uploadedBytes,
				});
		}

		this.#samples++;
		if (this.#samples % Math.round(1000 / samplePeriod) === 0) {
			for (const direction of ['upload', 'download'] as const) {
				this.#history[direction].push(total[direction]);
				this.#history[direction].splice(0, this.#history[direction].length - historyLength);
			}
		}

		this.#options.onSample({
			...total, ...this.#reach(time), uploadHistory: [...this.#history.upload], downloadHistory: [...this.#history.download],
		});
	}

	#reach(time: number): Pick<NetworkState, 'status' | 'reason'> {
		const isReachable = this.#options.isReachable();
		if (isReachable === undefined || isReachable) {
			this.#unansweredSince = undefined;
			return {status: isReachable ? 'online' : 'closed', reason: undefined};
		}

		this.#unansweredSince ??= time;
		return time - this.#unansweredSince < patience
			? {status: 'connecting', reason: undefined}
			: {status: 'unreachable', reason: 'No node of the DHT answers: check the connection, and whether a firewall lets UDP out.'};
	}
}
