import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import type {GetOptions} from '../../source/app/get-options.ts';
import type {OpenShare} from '../../source/app/open-share.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {blocksOf} from '../../source/storage/slice-map.ts';
import type {Job, Machine} from './two-apps.ts';
import {waitFor} from './wait-for.ts';

export type WatchedGet = {
	readonly job: Job;
	/** How many blocks of content have come. */
	readonly blocks: () => number;
	/** Files of which blocks are not here, in order. */
	readonly missing: () => string[];
	/** Blocks of content that are here, in order. */
	readonly here: () => number[];
	/** Resolves when something holds, which is looked at whenever blocks come or go, here or at a peer. */
	readonly until: (accept: (core: Hypercore) => boolean) => Promise<void>;
};

/** Gets a share and stays, and looks at which of its blocks come and are here. */
export function watchedGet(machine: Machine, key: Uint8Array, directory: string, options: Partial<GetOptions> = {}): WatchedGet {
	const changes = new EventTarget();
	const downloaded: number[] = [];
	let open: OpenShare | undefined;
	const change = (): void => {
		changes.dispatchEvent(new Event('change'));
	};

	const files = () => [...open?.plan()?.files ?? []].map(({entry, path}) => ({path, blocks: [...blocksOf(entry.extents, blockSize)]}));
	const content = (): number[] => [...new Set(files().flatMap(({blocks}) => blocks))].toSorted((a, b) => a - b);
	const has = (index: number): boolean => open!.core.core.bitfield.get(index);
	const job = machine.get(key, directory, {
		stay: true,
		...options,
		onOpen(share) {
			open = share;
			options.onOpen?.(share);
			const {core} = share;
			const {replicator} = core.core;
			const onhave = replicator.onhave.bind(replicator);
			replicator.onhave = (...range) => {
				onhave(...range);
				change();
			};

			core.on('download', index => {
				downloaded.push(index);
			});
			core.on('peer-add', peer => {
				watchPeer(peer, change);
			});
		},
	});
	return {
		job,
		blocks() {
			const blocks = new Set(content());
			return downloaded.filter(index => blocks.has(index)).length;
		},
		missing: () => files().filter(({blocks}) => !blocks.every(index => has(index))).map(({path}) => path).toSorted(),
		here: () => content().filter(index => has(index)),
		async until(accept) {
			await waitFor(changes, 'change', () => open && accept(open.core) ? true : undefined);
		},
	};
}

function watchPeer(peer: Peer, onChange: () => void): void {
	const {onbitfield, onrange} = peer;
	peer.onbitfield = message => {
		onbitfield.call(peer, message);
		onChange();
	};

	peer.onrange = async message => {
		await onrange.call(peer, message);
		onChange();
	};
}
