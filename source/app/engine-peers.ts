import {Turns} from '../base/turns.ts';
import type {Library} from '../library/library.ts';
import {loadSettings, saveSettings, type Settings} from '../library/settings.ts';
import {feedBlocks} from '../transfer/feed-blocks.ts';
import {PeerViews, type PeerFacts} from '../transfer/peer-views.ts';
import type {EngineShare} from './engine-share.ts';
import type {
	BlockView, EngineState, Limits, PeerView, ThemeName,
} from './engine-state.ts';
import type {OpenShare} from './open-share.ts';

const noLimits: Limits = {upload: undefined, download: undefined};

/** One figure of a peer's history a second. */
const samplePeriod = 1000;

const noBlocks: BlockView = {
	blocks: 0, here: 0, inFlight: 0, isEnough: false, cells: [],
};

/** The peers of shares, and the settings of this machine. */
export class EnginePeers {
	/**
	Reads the settings of the library's data directory.

	@param configured - The limits that hold where those settings say nothing.
	*/
	static async open(library: Library, configured: Limits = noLimits): Promise<EnginePeers> {
		return new EnginePeers(library, await loadSettings(library.directory), configured);
	}

	readonly #library: Library;
	readonly #configured: Limits;
	readonly #views = new Map<OpenShare['core'], PeerViews>();
	readonly #timer: NodeJS.Timeout;
	#settings: Settings;
	readonly #turns = new Turns();

	constructor(library: Library, settings: Settings, configured: Limits) {
		this.#library = library;
		this.#configured = configured;
		this.#settings = settings;
		this.#timer = setInterval(() => {
			for (const views of this.#views.values()) {
				views.sample(Date.now());
			}
		}, samplePeriod);
	}

	/** What a dashboard shows of the settings. */
	get shown(): Pick<EngineState, 'limits' | 'theme'> {
		const {uploadLimit, downloadLimit, limitsExceptLan, theme} = this.#settings;
		const {upload, download, exceptLan = false} = this.#configured;
		return {theme, limits: {upload: limitOf(uploadLimit, upload), download: limitOf(downloadLimit, download), exceptLan: limitsExceptLan ?? exceptLan}};
	}

	/** Remembers limits or a theme. */
	async change({limits, theme}: {readonly limits?: Limits; readonly theme?: ThemeName}): Promise<void> {
		await this.#save(settings => ({
			...settings,
			...(limits && {
				uploadLimit: settingOf(limits.upload, this.#configured.upload),
				downloadLimit: settingOf(limits.download, this.#configured.download),
				limitsExceptLan: limits.exceptLan ?? (this.#configured.exceptLan ? false : null),
			}),
			...(theme && {theme}),
		}));
	}

	/** Counts the peers of a feed for as long as it is open. */
	watch({core}: OpenShare): void {
		this.#views.set(core, new PeerViews(core, () => Date.now()));
		core.once('close', () => {
			this.#views.delete(core);
		});
	}

	views({runner}: EngineShare): PeerView[] {
		const {open, model} = runner;
		const rules = open?.access.rules;
		const facts = (open && this.#views.get(open.core)?.views(Date.now())) ?? [];
		// Whom the user has blocked, or has chosen and who isn't here, can still be pointed at.
		const away = [...new Set([...rules?.chosenPeers ?? [], ...rules?.blockedPeers ?? []])].filter(peer => facts.every(fact => fact.peer !== peer));
		return [...facts, ...away.map(peer => absent(peer))].map(fact => ({
			...fact,
			complete: model.delivered.includes(fact.peer) ? 1 : fact.complete,
			isDelivered: model.delivered.includes(fact.peer),
			isSatisfied: model.satisfied.includes(fact.peer),
			isChosen: rules?.chosenPeers.includes(fact.peer) ?? false,
			isBlocked: rules?.blockedPeers.includes(fact.peer) ?? false,
		}));
	}

	blocks({runner: {open, model}}: EngineShare, cells: number): BlockView {
		// While a newer version is received, not all of its bytes are here.
		return open ? {...feedBlocks(open.core, cells), isEnough: model.isComplete && model.bytes >= model.totalBytes} : noBlocks;
	}

	close(): void {
		clearInterval(this.#timer);
	}

	/** Changes what stands on disk: another dashboard may have changed other things there. */
	async #save(change: (settings: Settings) => Settings): Promise<void> {
		await this.#turns.run(async () => {
			this.#settings = change(await loadSettings(this.#library.directory));
			await saveSettings(this.#library.directory, this.#settings);
		});
	}
}

/** What is set goes before what is configured, also where it is no limit. */
function limitOf(setting: number | null, configured: number | undefined): number | undefined {
	return setting === null ? configured : (setting === 0 ? undefined : setting);
}

function settingOf(limit: number | undefined, configured: number | undefined): number | null {
	return limit ?? (configured === undefined ? null : 0);
}

function absent(peer: string): PeerFacts & {readonly route: 'udp'} {
	return {
		peer, address: '', complete: 0, upload: 0, download: 0, history: [], roundTrip: undefined, since: 0, route: 'udp',
	};
}
