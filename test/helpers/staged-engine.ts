import {checkKey} from '../../source/app/check-key.ts';
import type {
	Activity, BlockCell, ChangeCounts, Difference, EngineState, FileRow, PeerView, ShareState, VersionView,
} from '../../source/app/engine-state.ts';
import {
	emptyState, type FakeEngine, fakeEngine, sampleShare, sampleShares, sampleTime,
} from './fake-engine.ts';
import {withActivity} from './staged-activity.ts';
import {peerKeys, stagedKey, stagedPeople} from './staged-people.ts';

export {stagedKey} from './staged-people.ts';

const mebibyte = 1024 * 1024;

/** An engine with names as somebody might choose them who means harm, or lives elsewhere. */
export function awkwardEngine(): FakeEngine {
	const places = awkwardNames.map(name => `/srv/${name}`);
	return fakeEngine({
		...stagedState,
		shares: awkwardNames.map((name, index) => ({
			...sampleShares.receiving, id: String(index), key: stagedKey, name, places: [places[index]!],
		})),
		people: awkwardNames.map((name, index) => ({
			peer: awkwardPeer(index), name: index % 2 === 0 ? name : undefined, toldName: name, isContact: index % 2 === 0, isBlocked: false, isOnline: true, isOnLan: index % 2 === 1,
		})),
		peerOffers: awkwardNames.map((name, index) => ({
			...stagedPeople.peerOffers[0], id: String(index), peer: awkwardPeer(index), name, paths: awkwardNames, more: 0,
		})),
		peerNames: Object.fromEntries(awkwardNames.map((name, index) => [awkwardPeer(index), name])),
	}, {
		files: async () => awkwardNames.map(name => file(name, 1_000_000, {state: 'receiving', received: 400_000})),
		peers: () => awkwardNames.map((_, index) => ({...peers[0]!, isChosen: false, peer: awkwardPeer(index)})),
	});
}

/** Wide, joined, marked, from right to left, invisible, or moving the cursor. */
const awkwardNames: readonly string[] = [
	'plain',
	'星の写真 2026年',
	'사진 모음',
	'👨‍👩‍👧 family 🏳️‍🌈',
	'❤️ 👍🏽 🇮🇸',
	'תמונות מהחוף',
	'صور العائلة',
	'שלום world 123',
	'e\u{301}te\u{301} zal\u{335}\u{321}go',
	'\u{202E}gpj.exe',
	'\u{1B}[2J\u{1B}[31mred',
	'a\tb\nc\rd',
	'zero\u{200B}width\u{FEFF}',
	`long ${'long '.repeat(40)}`,
	'星'.repeat(60),
	'ﷺ ﷽ 𒐫',
];

/** An engine with every state that a share can be in and something to see on every screen, always at `sampleTime`. */
export function stagedEngine(): FakeEngine {
	const engine = fakeEngine(stagedState, {
		async setTheme(theme) {
			engine.setState({theme});
		},
		checkKey,
		completePath: async text => text === '~/P' ? ['~/Pictures/', '~/Podcasts/', '~/Project plan.odt'] : [],
		peers: id => id === 'holiday' ? peers : [],
		blocks: (_, cells) => ({
			blocks: 10_682, here: 4801, inFlight: 64, isEnough: false, cells: Array.from({length: Math.min(cells, 10_682)}, (_, index) => blockCell(index / cells)),
		}),
		files: async (_, directory) => files[directory] ?? [],
		async * search(_, text, {onlyProblems}) {
			yield Object.values(files).flat().filter(({path, state}) => path.toLowerCase().includes(text.toLowerCase()) && (!onlyProblems || state === 'problem'));
		},
		measureChoice: async () => ({picked: 904, fetched: {files: 31, bytes: 192_000_000}, unpicked: {files: 412, bytes: 1_200_000_000, edited: 2}}),
		versions: async id => id === 'holiday' ? {versions: history.map(({version}) => version), isEnd: false, problem: noMoreHistory} : {versions: [], isEnd: true, problem: undefined},
		countChanges: async (_, block) => history.find(({version}) => version.block === block)!.counts,
		differences: async () => differences,
	});
	return engine;
}

const activity: readonly Activity[] = [
	happened(26 * 60 * 60, 'info', 'Looked for: nobody who has it was there yet.'),
	happened(3601, 'info', 'Ben is connected, directly.'),
	happened(3600, 'info', 'Version 2 was found: 871 files, 2.6 GB.'),
	happened(1250, 'warning', 'Day 2/IMG_1187.jpg was changed by another program while it was received.', 'It is received again.'),
	happened(610, 'bad', 'The disk was full.', 'It goes on by itself as soon as there is room.'),
	happened(580, 'info', 'There is room again.'),
	happened(95, 'good', 'Film/aurora.mp4 is complete, 48 MB.'),
	happened(12, 'info', 'Version 3 was found: 904 files, 2.8 GB. Nothing of what is already here has changed, so only what is new is received.'),
];

const none = {files: 0, bytes: 0};

const history: ReadonlyArray<{readonly version: VersionView; readonly counts: ChangeCounts}> = [
	versionOf(4, {hours: 0.1, files: 905, bytes: 2_801_200_000}, {
		added: {files: 2, bytes: 1_200_000}, changed: {files: 1, bytes: 3100}, removed: {files: 1, bytes: 840_000}, others: 0,
	}),
	versionOf(3, {hours: 20, files: 904, bytes: 2_800_000_000}, {
		added: {files: 33, bytes: 184_000_000}, changed: none, removed: none, others: 1,
	}),
	versionOf(2, {hours: 50, files: 871, bytes: 2_616_000_000}, {
		added: none, changed: none, removed: {files: 12_345, bytes: 96_100_000_000}, others: 120,
	}),
];

const noMoreHistory = {code: 'content-gone', message: 'This part of the history is not here, and nobody who may have it is connected.', hint: 'It is read when somebody is.'};

const differences: readonly Difference[] = [
	{
		type: 'difference', change: 'renamed', kind: 'file', path: 'Day 2 – Golden Circle/geysir.jpg', previousPath: 'Day 2 – Golden Circle/IMG_1187.jpg', size: 4_200_000,
	},
	{
		type: 'difference', change: 'added', kind: 'directory', path: 'Film/cut',
	},
	{
		type: 'difference', change: 'added', kind: 'file', path: 'Film/cut/sóló ljóð – 武満徹 🎙.flac', size: 1_200_000,
	},
	{
		type: 'difference', change: 'removed', kind: 'file', path: 'map.pdf', size: 840_000,
	},
	{
		type: 'difference', change: 'changed', kind: 'file', path: 'notes about everything that we have to take along the next time.txt', size: 3100, previousSize: 2900, sameContent: false,
	},
	{
		type: 'difference', change: 'changed', kind: 'file', path: 'read me first.txt', size: 2048, previousSize: 2048, sameContent: true,
	},
	{
		type: 'difference', change: 'changed', kind: 'symlink', path: 'to day one', target: 'Day 1 – Reykjavík', sameContent: false,
	},
];

const stagedState: EngineState = {
	...emptyState,
	// The one with most to see is the first.
	shares: ([
		{
			...sampleShares.receiving, key: stagedKey, name: 'Iceland 2026', places: ['/home/ada/Pictures/Iceland 2026'], activity, isLive: true,
		},
		...Object.values(sampleShares).filter(({id}) => id !== 'holiday'),
		sampleShare({
			id: 'live', name: 'Recipes', status: 'serving', places: ['/home/ada/Recipes'], peers: 1, version: 41, isLive: true, files: 230, totalFiles: 230, bytes: 3_100_000, totalBytes: 3_100_000,
		}),
		sampleShare({
			id: 'newer', name: 'Song book', status: 'complete', places: ['/home/ada/Song book'], version: 6, newerVersion: 7, files: 88, totalFiles: 88, bytes: 12_400_000, totalBytes: 12_400_000,
		}),
		sampleShare({
			id: 'asked', name: 'Choir scores', direction: 'sharing', status: 'serving', places: ['/home/ada/Choir scores'], peers: 1, asksFirst: true,
			files: 3, totalFiles: 3, bytes: 9_700_000, totalBytes: 9_700_000,
			requests: [{peer: peerKeys.emil, address: '198.51.100.23:40112', since: sampleTime - 42_000}],
		}),
	] satisfies readonly ShareState[]).map(share => withActivity(share)),
	network: {
		status: 'online', reason: undefined, upload: 11_700_000, download: 24_300_000,
		downloadHistory: curve(60, 24_300_000), uploadHistory: curve(60, 11_700_000),
	},
	peerNames: {[peerKeys.ben]: 'Ben', [peerKeys.cleo]: '武満 徹 (Büro, second floor)'},
	...stagedPeople,
	limits: {upload: undefined, download: 30_000_000},
};

const peers: readonly PeerView[] = [
	peer('ben', {
		download: 21_100_000, upload: 1_200_000, history: curve(60, 22_300_000), roundTrip: 14, isChosen: true,
	}),
	peer('cleo', {
		complete: 0.734, download: 3_200_000, history: curve(35, 3_200_000), roundTrip: 183, route: 'relayed', address: '203.0.113.80:49737', since: sampleTime - 125_000,
	}),
	peer('dora', {
		isDelivered: true, history: [], since: sampleTime - 86_400_000, roundTrip: 41,
	}),
	peer('emil', {
		complete: 0, roundTrip: undefined, since: sampleTime - 900, address: '[2001:db8:85a3::8a2e:370:7334]:49152',
	}),
	peer('fay', {isBlocked: true, complete: 0.12, since: sampleTime - 7_260_000}),
];

const files: Readonly<Record<string, readonly FileRow[]>> = {
	'': [
		directory('Day 1 – Reykjavík'),
		directory('Day 2 – Golden Circle'),
		directory('Film'),
		file('map.pdf', 840_000, {state: 'here', received: 840_000}),
		file('notes about everything that we have to take along the next time.txt', 3100, {state: 'waiting', received: 0}),
		file('read me first.txt', 2048, {state: 'here', received: 2048}),
		file('sóló ljóð – 武満徹 🎙.flac', 61_000_000, {state: 'receiving', received: 22_700_000}),
		file('stars.raw', 48_000_000, {state: 'skipped', received: 0}),
		file('stone.obj', 9_100_000, {state: 'problem', received: 0, problem: 'There is a folder of this name already.'}),
		{
			path: 'to day one', name: 'to day one', kind: 'symlink', size: undefined, received: undefined, state: 'waiting',
		},
	],
	Film: [
		file('Film/aurora.mp4', 48 * mebibyte, {state: 'here', received: 48 * mebibyte}),
		file('Film/geyser.mp4', 21 * mebibyte, {state: 'receiving', received: 19 * mebibyte}),
	],
};

/** Something that happened so many seconds before. */
function happened(seconds: number, level: Activity['level'], text: string, hint?: string): Activity {
	return {
		time: sampleTime - (seconds * 1000), level, text, hint,
	};
}

function versionOf(version: number, {hours, files, bytes}: {readonly hours: number; readonly files: number; readonly bytes: number}, counts: ChangeCounts): (typeof history)[number] {
	return {
		counts, version: {
			version, time: sampleTime - (hours * 3_600_000), files, bytes, block: version * 1000,
		},
	};
}

/** Bytes a second that go up and down, and end at the one given. */
function curve(seconds: number, last: number): readonly number[] {
	return Array.from({length: seconds}, (_, second) => Math.round(last * (0.55 + (0.45 * Math.cos((seconds - 1 - second) / 5)))));
}

function peer(name: keyof typeof peerKeys, change: Partial<PeerView>): PeerView {
	return {
		peer: peerKeys[name], address: '192.0.2.7:41000', route: 'udp', complete: 1, upload: 0, download: 0, history: [], roundTrip: 20,
		isDelivered: false, isSatisfied: false, since: sampleTime - 3_601_000, isChosen: false, isBlocked: false, ...change,
	};
}

function directory(path: string): FileRow {
	return {
		path, name: path, kind: 'directory', size: undefined, received: undefined, state: 'receiving',
	};
}

function file(path: string, size: number, change: Partial<FileRow>): FileRow {
	return {
		path, name: path.slice(path.lastIndexOf('/') + 1), kind: 'file', size, received: undefined, state: 'unknown', ...change,
	};
}

/** What is drawn at a place of the feed, from 0 to 1. */
function blockCell(place: number): BlockCell {
	if (place < 0.42) {
		return {state: 'here', peers: 3};
	}

	if (place < 0.5) {
		return {state: Math.floor(place * 500) % 3 === 0 ? 'in-flight' : 'partly', peers: 2};
	}

	return {state: 'missing', peers: place > 0.97 ? 0 : 1};
}

function awkwardPeer(index: number): string {
	return String(index + 10).repeat(32);
}
