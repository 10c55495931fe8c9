import path from 'node:path';
import {completePath, expandHome} from '../folder/complete-path.ts';
import {parseShareKey} from '../link/share-key.ts';
import type {AppContext} from './app-context.ts';
import {bareKey, checkKey, findKey} from './check-key.ts';
import type {Connections} from './connections.ts';
import {EngineAccess} from './engine-access.ts';
import {EngineChoice} from './engine-choice.ts';
import {EngineFiles} from './engine-files.ts';
import {EngineHistory} from './engine-history.ts';
import {EnginePeers} from './engine-peers.ts';
import {EnginePeople} from './engine-people.ts';
import {EngineShares} from './engine-shares.ts';
import type {
	EngineState, Limits, NetworkState, ShareState,
} from './engine-state.ts';
import {EngineStore} from './engine-store.ts';
import {EngineTraffic} from './engine-traffic.ts';
import type {Engine} from './engine.ts';
import {limitShare} from './limit-share.ts';
import {previewShare} from './preview-share.ts';
import {unreadableNotice} from './unreadable-notice.ts';
import {shareStateOf, type ShareModel} from './share-model.ts';

/** How often it is looked what other processes do with the library, in milliseconds. */
const refreshPeriod = 5000;

const quiet: NetworkState = {
	status: 'closed', reason: undefined, upload: 0, download: 0, uploadHistory: [], downloadHistory: [],
};

/**
Opens the engine and goes on with every share that was not paused.

@param configured - The limits that hold where the user has set none in a dashboard.
*/
export async function openEngine(context: AppContext, configured?: Limits): Promise<Engine> {
	const {library} = context;
	const peers = await EnginePeers.open(library, configured);
	let connections: Connections | undefined;
	let isReachable = false;
	const limited: AppContext = {
		...context,
		async connect() {
			connections = await context.connect();
			connections.replication.limits.limitAll(peers.shown.limits);
			return connections;
		},
	};
	let showPeople = (): void => undefined;
	const people = await EnginePeople.open(limited, {
		onChange() {
			showPeople();
		},
	});
	const views = new WeakMap<ShareModel, ShareState>();
	const store = new EngineStore({
		shares: [], network: quiet, notices: [], ...people.shown(undefined), ...peers.shown,
	}, () => shares.all.map(({runner: {model}}) => {
		const view = views.get(model) ?? shareStateOf(model, {isReachable});
		views.set(model, view);
		return view;
	}));

	const traffic = new EngineTraffic({
		shares: () => shares.all,
		isReachable: () => connections?.isReachable,
		onSample(network) {
			store.update({network});
			if (isReachable !== (network.status === 'online')) {
				isReachable = network.status === 'online';
				// What a share waits for depends on it.
				for (const {runner} of shares.all) {
					runner.change(model => ({...model}));
				}
			}
		},
	});
	const shares: EngineShares = new EngineShares({
		context: limited,
		onChange: store.sharesChanged,
		onOpen(open) {
			traffic.watch(open);
			peers.watch(open);
		},
	});
	const files = new EngineFiles(library, shares);
	const history = new EngineHistory(library, shares);
	const access = new EngineAccess(library, shares);
	const choice = new EngineChoice(library, shares);
	for (const record of await shares.refresh()) {
		if (!record.paused) {
			shares.resume(shares.idOf(record)).catch(() => undefined);
		}
	}

	let unreadable: readonly string[] = [];
	const showUnreadable = (): void => {
		const notice = unreadableNotice(shares.unreadable, {before: unreadable, time: Date.now()});
		unreadable = shares.unreadable;
		if (notice) {
			store.update({notices: [notice]});
		}
	};

	showUnreadable();
	let peopleShown: Partial<EngineState> | undefined;
	showPeople = () => {
		const now = people.shown(shares);
		if (now !== peopleShown) {
			peopleShown = now;
			store.update(now);
		}
	};

	showPeople();
	store.flush();
	const timer = setInterval(() => {
		// What can't be read now can be later.
		shares.refresh().then(showUnreadable).catch(() => undefined);
	}, refreshPeriod);
	const each = async (work: (id: string) => Promise<void>, id: string | undefined): Promise<void> => {
		await Promise.all((id === undefined ? shares.all.map(({runner}) => runner.model.id) : [id]).map(async id => work(id)));
	};

	/** What an action has changed is seen as soon as it is done. */
	const shown = async <Result>(work: Promise<Result>): Promise<Result> => {
		const result = await work;
		store.flush();
		return result;
	};

	return {
		getState: store.getState,
		subscribe: store.subscribe,
		previewShare: (paths, signal) => previewShare(paths.map(path => expandHome(path)), {dataDirectory: library.directory, signal}),
		completePath: async (text, most) => completePath(text, {most}),
		share: async (paths, options) => shown(shares.share(paths.map(path => expandHome(path)), options)),
		get: async key => shown(shares.get(parseShareKey(findKey(key) ?? bareKey(key)))),
		checkKey,
		findKey,
		async answerOffer(id, answer) {
			const {key} = shares.find(id);
			await shown(shares.answerOffer(id, answer && {...answer, directory: answer.directory === undefined ? undefined : path.resolve(expandHome(answer.directory))}));
			if (answer && key) {
				await people.accepted(key);
			}
		},
		measureOffer: files.measureOffer,
		pause: async id => shown(each(async id => shares.pause(id), id)),
		resume: async id => shown(each(async id => shares.resume(id), id)),
		remove: async id => shown(shares.remove(id)),
		follow: async (id, isLive) => shown(shares.alter(id, () => ({live: isLive}), {isLive})),
		choice: choice.choice,
		measureChoice: choice.measureChoice,
		choose: async (...wish) => shown(choice.choose(...wish)),
		update: async id => shown(shares.update(id)),
		verify: async id => shares.verify(id),
		async setLimits(limits) {
			connections?.replication.limits.limitAll(limits);
			await peers.change({limits});
			store.update(peers.shown);
		},
		async limitShare(id, limits) {
			const found = shares.find(id);
			const {core} = found.runner.open ?? {};
			if (core) {
				connections?.replication.limits.limitOne(core, limits);
			}

			await shown(limitShare(found, limits, library));
		},
		async setTheme(theme) {
			await peers.change({theme});
			store.update(peers.shown);
		},
		choosePeer: async (id, peer, isChosen) => access.exchange(id, 'chosenPeers', {peer, isIn: isChosen}),
		blockPeer: async (id, peer, isBlocked) => access.exchange(id, 'blockedPeers', {peer, isIn: isBlocked}),
		answerPeer: async (id, peer, isAllowed) => access.exchange(id, isAllowed ? 'allowedPeers' : 'blockedPeers', {peer, isIn: true}),
		...people.actions(shares),
		allowOnly: async (id, peers) => shown(access.allowOnly(id, peers)),
		peers: id => peers.views(shares.find(id)),
		blocks: (id, cells) => peers.blocks(shares.find(id), cells),
		files: files.files,
		search: files.search,
		versions: history.versions,
		countChanges: history.countChanges,
		differences: history.differences,
		async close() {
			clearInterval(timer);
			traffic.close();
			peers.close();
			people.close();
			await shares.close();
			store.close();
		},
	};
}
