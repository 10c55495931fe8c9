import {all} from '../../source/app/choice.ts';
import type {
	ChangeCounts, EngineState, ShareState, ShareStatus,
} from '../../source/app/engine-state.ts';
import type {Engine} from '../../source/app/engine.ts';
import {newShareModel} from '../../source/app/share-model.ts';

/** An engine that does nothing: it has the state that it is given, and remembers what it is asked for. */
export type FakeEngine = Engine & {
	/** Every call that should do something, as its name and what it was given. */
	readonly calls: ReadonlyArray<readonly [name: string, ...given: readonly unknown[]]>;
	readonly setState: (change: Partial<EngineState>) => void;
	/** How many listeners there are. */
	readonly listeners: () => number;
};

/** The time of everything that samples show: 2026-03-14, 15:09:26 UTC. */
export const sampleTime = Date.UTC(2026, 2, 14, 15, 9, 26);

/** An engine with a state; `answers` replaces single methods. */
export function fakeEngine(state: Partial<EngineState> = {}, answers: Partial<Engine> = {}): FakeEngine {
	let current: EngineState = {...emptyState, ...state};
	const listeners = new Set<() => void>();
	const calls: Array<readonly [string, ...unknown[]]> = [];
	const remember = <Result>(name: string, result: Result) => async (...given: readonly unknown[]): Promise<Result> => {
		calls.push([name, ...given]);
		return result;
	};

	return {
		calls,
		setState(change) {
			current = {...current, ...change};
			for (const listener of listeners) {
				listener();
			}
		},
		listeners: () => listeners.size,
		getState: () => current,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		async * previewShare(paths) {
			calls.push(['previewShare', paths]);
			yield {
				files: 12, bytes: 3_400_000, directories: 3, ignored: 2, leftOut: 0, isCounting: false,
			};
		},
		completePath: remember('completePath', []),
		share: remember('share', 'new'),
		get: remember('get', 'new'),
		checkKey: () => undefined,
		findKey: text => text.trim().toLowerCase(),
		answerOffer: remember('answerOffer', undefined),
		measureOffer: remember('measureOffer', {
			files: 12, bytes: 3_400_000, collisions: 0, freeBytes: 50_000_000_000,
		}),
		pause: remember('pause', undefined),
		resume: remember('resume', undefined),
		remove: remember('remove', 0),
		follow: remember('follow', undefined),
		choice: async () => all,
		measureChoice: async () => ({picked: 3, fetched: {files: 2, bytes: 3_400_000}, unpicked: {files: 1, bytes: 120_000, edited: 0}}),
		choose: remember('choose', undefined),
		update: remember('update', undefined),
		verify: remember('verify', undefined),
		setLimits: remember('setLimits', undefined),
		limitShare: remember('limitShare', undefined),
		setTheme: remember('setTheme', undefined),
		namePeer: remember('namePeer', undefined),
		choosePeer: remember('choosePeer', undefined),
		blockPeer: remember('blockPeer', undefined),
		answerPeer: remember('answerPeer', undefined),
		setOwnName: remember('setOwnName', undefined),
		setLanOffers: remember('setLanOffers', undefined),
		addContact: remember('addContact', undefined),
		removeContact: remember('removeContact', undefined),
		blockContact: remember('blockContact', undefined),
		comparisonWords: async () => ['amber', 'canoe', 'lemon', 'tiger', 'badge', 'orbit', 'velvet', 'walnut'],
		offerShare: remember('offerShare', undefined),
		async answerPeerOffer(id, answer) {
			calls.push(['answerPeerOffer', id, answer]);
			return answer === 'accept' ? 'new' : undefined;
		},
		allowOnly: remember('allowOnly', undefined),
		peers: () => [],
		blocks: () => ({
			blocks: 0, here: 0, inFlight: 0, isEnough: false, cells: [],
		}),
		files: async () => [],
		async * search() {
			yield [];
		},
		versions: async () => ({versions: [], isEnd: true, problem: undefined}),
		countChanges: async () => noChanges,
		differences: async () => [],
		close: remember('close', undefined),
		...answers,
	};
}

/** A version in which nothing has changed. */
export const noChanges: ChangeCounts = {
	added: {files: 0, bytes: 0}, changed: {files: 0, bytes: 0}, removed: {files: 0, bytes: 0}, others: 0,
};

/** The state of an engine that has nothing yet. */
export const emptyState: EngineState = {
	shares: [],
	network: {
		status: 'closed', reason: undefined, upload: 0, download: 0, uploadHistory: [], downloadHistory: [],
	},
	peerNames: {},
	ownKey: '7d20e9a4b1c6583f'.repeat(4),
	ownName: '',
	lanOffers: false,
	people: [],
	peerOffers: [],
	sentOffers: [],
	limits: {upload: undefined, download: undefined},
	theme: 'dark',
	notices: [],
};

/** A share that is received, as far as nothing else is said. */
export function sampleShare(change: Partial<ShareState> = {}): ShareState {
	const {phase, isDiskFull, isSourceChanged, isComplete, ...share} = newShareModel({
		id: 'holiday',
		key: `ferry1${'q'.repeat(52)}abc234`,
		direction: 'receiving',
		name: 'Holiday pictures',
		places: ['/home/ada/Holiday pictures'],
		version: 3,
		files: 412,
		bytes: 1_260_000_000,
		totalFiles: 904,
		totalBytes: 2_800_000_000,
	});
	return {...share, status: 'receiving', ...change};
}

const whole = {files: 904, bytes: 2_800_000_000};

/** One share of every status. */
export const sampleShares: Readonly<Record<ShareStatus, ShareState>> = {
	starting: sampleShare({
		id: 'starting', name: 'Minutes 2026', status: 'starting', direction: 'sharing', places: ['/home/ada/Minutes 2026'], ...whole, files: 0, bytes: 0,
	}),
	connecting: sampleShare({
		id: 'connecting', name: '', status: 'connecting', files: 0, bytes: 0, totalFiles: 0, totalBytes: 0, places: [],
	}),
	waiting: sampleShare({
		id: 'waiting', name: 'Thesis', status: 'waiting', places: ['/home/ada/Thesis'], totalFiles: 38, totalBytes: 41_000_000, files: 12, bytes: 9_000_000,
	}),
	offered: sampleShare({
		id: 'offered', name: 'Field recordings', status: 'offered', files: 0, bytes: 0, totalFiles: 61, totalBytes: 5_100_000_000, peers: 1,
		offer: {
			files: 61, bytes: 5_100_000_000, reading: false, directory: '/home/ada/Field recordings', freeBytes: 88_000_000_000, collisions: 2,
		},
	}),
	reading: sampleShare({
		id: 'reading', name: 'Archive', direction: 'sharing', status: 'reading', places: ['/srv/Archive'],
		files: 18_204, bytes: 31_000_000_000, totalFiles: 96_411, totalBytes: 120_000_000_000, upload: 2_100_000, peers: 1,
	}),
	receiving: sampleShare({download: 24_300_000, upload: 1_200_000, peers: 3}),
	complete: sampleShare({
		id: 'complete', name: 'Wedding', status: 'complete', ...whole,
	}),
	serving: sampleShare({
		id: 'serving', name: 'talk.mp4', kind: 'file', direction: 'sharing', status: 'serving', places: ['/home/ada/talk.mp4'],
		files: 1, totalFiles: 1, bytes: 734_000_000, totalBytes: 734_000_000, upload: 8_400_000, uploadedBytes: 2_900_000_000, peers: 2, delivered: ['b'.repeat(64)],
	}),
	'source-changed': sampleShare({
		id: 'source-changed', name: 'Website', direction: 'sharing', status: 'source-changed', ...whole,
	}),
	'source-gone': sampleShare({
		id: 'source-gone', name: 'Stick', direction: 'sharing', status: 'source-gone', places: ['/media/stick'],
		problem: {code: 'path-missing', message: 'There is no folder “/media/stick” any more.', hint: 'Bring it back, then resume the share.'},
	}),
	'disk-full': sampleShare({
		id: 'disk-full', name: '星の写真 2026', status: 'disk-full', peers: 2,
		problem: {code: 'disk-full', message: 'There is no room left on the disk.', hint: 'Make room; it goes on by itself.'},
	}),
	verifying: sampleShare({
		id: 'verifying', name: 'Library', status: 'verifying', bytes: 900_000_000,
	}),
	paused: sampleShare({id: 'paused', name: 'Podcasts 🎙', status: 'paused'}),
	held: sampleShare({
		id: 'held', name: 'Backups', direction: 'sharing', status: 'held', pid: 4711, ...whole,
	}),
	failed: sampleShare({
		id: 'failed', name: 'Drafts', status: 'failed',
		problem: {code: 'destination-unusable', message: 'The folder /mnt/nas/Drafts can’t be written to.', hint: 'Give yourself the right to write there, then press p.'},
	}),
	finished: sampleShare({
		id: 'finished', name: 'Lectures', status: 'finished', places: ['/home/ada/Lectures'], ...whole,
	}),
};
