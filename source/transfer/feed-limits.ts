import type SecretStream from '@hyperswarm/secret-stream';
import type Hypercore from 'hypercore';
import {limitFeed, type Limiters} from './limit-feed.ts';
import {Limiter, type Clock} from './limiter.ts';

/** Bytes a second; undefined: as fast as it goes. */
export type Rates = {readonly upload: number | undefined; readonly download: number | undefined};

/** Over all feeds. With `exceptLan` neither these limits nor those of single feeds hold in the local network. */
export type OverallRates = Rates & {readonly exceptLan?: boolean | undefined};

export type FeedLimitsOptions = {
	readonly clock: Clock | undefined;
	/** Whether the peer of a connection is in the local network. */
	readonly isNearby: (stream: SecretStream) => boolean;
};

/** The limits of all feeds together, and within them those of single ones. They can change at any time. */
export class FeedLimits {
	readonly #options: FeedLimitsOptions;
	readonly #all: Limiters;
	readonly #single = new WeakMap<Hypercore, Limiters>();
	#exceptsLan = false;

	constructor(options: FeedLimitsOptions) {
		this.#options = options;
		this.#all = this.#newLimiters();
	}

	/** Limits all feeds together. */
	limitAll({exceptLan = false, ...rates}: OverallRates): void {
		this.#exceptsLan = exceptLan;
		setRates(this.#all, rates);
	}

	/** Limits one feed. */
	limitOne(core: Hypercore, rates: Rates): void {
		setRates(this.#of(core), rates);
	}

	/** Has a feed keep to its limits, whatever they are from then on. Once for each. */
	watch(core: Hypercore): void {
		limitFeed(core, {
			limiters: [this.#of(core), this.#all],
			isExempt: ({stream}) => this.#exceptsLan && this.#options.isNearby(stream),
		});
	}

	/** Whether what arrives of a feed may have to wait. */
	holdsBack(core: Hypercore): boolean {
		return this.#of(core).download.isLimited || this.#all.download.isLimited;
	}

	#of(core: Hypercore): Limiters {
		const limiters = this.#single.get(core) ?? this.#newLimiters();
		this.#single.set(core, limiters);
		return limiters;
	}

	#newLimiters(): Limiters {
		const {clock} = this.#options;
		return {upload: new Limiter(clock), download: new Limiter(clock)};
	}
}

function setRates({upload, download}: Limiters, rates: Rates): void {
	upload.setRate(rates.upload);
	download.setRate(rates.download);
}
