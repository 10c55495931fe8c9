import {AcknowledgementBunches} from './acknowledgement-bunches.ts';
import {BandwidthCycle, cycleRounds} from './bandwidth-cycle.ts';
import type {RateSample} from './delivery-rate.ts';
import {FullPath} from './full-path.ts';
import {WindowedExtreme} from './windowed-extreme.ts';

export type CongestionState = 'startup' | 'drain' | 'probe-bandwidth' | 'probe-round-trip';
export type RecoveryState = 'open' | 'recovery' | 'loss';

/** What the sender is in the middle of. */
export type SenderState = {
	readonly now: number;
	/** Packets on their way. */
	readonly inFlight: number;
	/** Packets delivered since the beginning, and when the last ones were. */
	readonly delivered: number;
	readonly deliveredAt: number;
	readonly recovery: RecoveryState;
	readonly isSupplyLimited: boolean;
};

/** 2 / ln 2: doubles the rate each round, as fast as it can be found out whether that was too much. */
const startupGain = 2.885_39;
/** How much faster than the path, and how many times what fits into it. */
const fixedGains = {
	startup: {pacing: startupGain, window: startupGain},
	drain: {pacing: 1 / startupGain, window: startupGain},
	'probe-round-trip': {pacing: 1, window: 1},
} as const;
const probingWindowGain = 2;
const firstWindow = 10;
const leastWindow = 4;
const bandwidthRounds = cycleRounds + 2;
/** A little less than the path carries, so that no queue stays. */
const margin = 0.99;
const roundTripLifetime = 10_000;
const roundTripProbeTime = 200;

/**
How much may be on its way, and how fast it goes out: BBR, version 1, of draft-cardwell-iccrg-bbr-congestion-control-00, as libudx has it too, so that each gets its part where both share a link.

It keeps a model of the path – the greatest rate of the last rounds and the shortest time there and back – and sends at that rate, with as much under way as fits into the path twice. Packets are the unit, milliseconds the clock.
*/
export class Congestion {
	readonly #full = new FullPath();
	readonly #cycle: BandwidthCycle;
	readonly #bunches: AcknowledgementBunches;
	readonly #bandwidth = new WindowedExtreme('greatest', bandwidthRounds);
	#state: CongestionState = 'startup';
	#window = firstWindow;
	#pacing: number = firstWindow * startupGain * margin;
	#pacingGain: number = startupGain;
	#windowGain: number = startupGain;
	#rounds = 0;
	#roundEnd = 0;
	#isRoundStart = false;
	#leastRoundTrip: number | undefined;
	#leastSince: number;
	#probeEnd: number | undefined;
	#hasProbedRound = false;
	#isRestarting = false;
	#hasRoundTrip = false;
	#recovery: RecoveryState = 'open';
	#isConserving = false;
	#savedWindow = 0;

	/** @param random - Where in its cycle a stream begins to look for more: those that share a link should not do it at once. */
	constructor(now: number, random: () => number = Math.random) {
		this.#cycle = new BandwidthCycle(random);
		this.#leastSince = now;
		this.#bunches = new AcknowledgementBunches(now);
	}

	get state(): CongestionState {
		return this.#state;
	}

	/** How many packets may be on their way. */
	get window(): number {
		return this.#window;
	}

	/** Packets per millisecond. */
	get pacing(): number {
		return this.#pacing;
	}

	/** What the path delivers, as far as is known: packets per millisecond. */
	get bandwidth(): number {
		return this.#bandwidth.value ?? 0;
	}

	/** Sending begins after nothing was on its way. */
	onStart(sender: SenderState): void {
		if (!sender.isSupplyLimited) {
			return;
		}

		this.#isRestarting = true;
		this.#bunches.restart(sender.now);
		if (this.#state === 'probe-bandwidth') {
			this.#setPacing(1);
		} else if (this.#state === 'probe-round-trip') {
			this.#endProbe(sender);
		}
	}

	/** Nothing was acknowledged for so long that what is on its way counts as lost. */
	onTimeout(sender: SenderState): void {
		this.#saveWindow();
		this.#recovery = 'loss';
		this.#full.restart();
		this.#isRoundStart = true;
		this.#window = Math.max(sender.inFlight + 1, 1);
	}

	/**
	Learns from what has been acknowledged.

	@param smoothedRoundTrip - Undefined as long as there is none.
	@returns Whether it holds back on purpose from now, so that rates don't show what the path carries.
	*/
	onSample(sample: RateSample, sender: SenderState, smoothedRoundTrip: number | undefined): boolean {
		this.#learnBandwidth(sample, sender);
		if (sample.delivered !== undefined) {
			this.#bunches.add(sample.acknowledged, sender.deliveredAt, {bandwidth: this.bandwidth, window: this.#window, isRoundStart: this.#isRoundStart});
		}

		if (this.#state === 'probe-bandwidth') {
			this.#cycle.advance(sender.deliveredAt, {
				leastRoundTrip: this.#leastRoundTrip ?? 0, isLossy: sample.lost > 0, inFlight: sender.inFlight, fitting: gain => this.#fitting(gain),
			});
		}

		if (this.#isRoundStart && !sample.isSupplyLimited) {
			this.#full.add(this.bandwidth);
		}

		this.#drain(sender);
		this.#learnRoundTrip(sample, sender);
		this.#setGains();
		if (!this.#hasRoundTrip && smoothedRoundTrip !== undefined && smoothedRoundTrip > 0) {
			this.#hasRoundTrip = true;
			this.#pacing = this.#window / smoothedRoundTrip * startupGain * margin;
		}

		this.#setPacing(this.#pacingGain);
		this.#setWindow(sample, sender);
		return this.#state === 'probe-round-trip';
	}

	#learnBandwidth(sample: RateSample, sender: SenderState): void {
		this.#isRoundStart = false;
		if (sample.delivered === undefined) {
			return;
		}

		if (sample.priorDelivered >= this.#roundEnd) {
			this.#roundEnd = sender.delivered;
			this.#rounds++;
			this.#isRoundStart = true;
			this.#isConserving = false;
		}

		const rate = sample.delivered / sample.interval;
		if (!sample.isSupplyLimited || rate >= this.bandwidth) {
			this.#bandwidth.add(this.#rounds, rate);
		}
	}

	#drain(sender: SenderState): void {
		if (this.#state === 'startup' && this.#full.isReached) {
			this.#state = 'drain';
		}

		if (this.#state === 'drain' && sender.inFlight <= this.#fitting(1)) {
			this.#probeBandwidth(sender);
		}
	}

	#learnRoundTrip(sample: RateSample, sender: SenderState): void {
		const isOld = sender.now - this.#leastSince > roundTripLifetime;
		if (sample.roundTrip !== undefined && (this.#leastRoundTrip === undefined || sample.roundTrip < this.#leastRoundTrip || isOld)) {
			this.#leastRoundTrip = Math.max(sample.roundTrip, 1);
			this.#leastSince = sender.now;
		}

		if (isOld && !this.#isRestarting && this.#state !== 'probe-round-trip') {
			this.#saveWindow();
			this.#state = 'probe-round-trip';
			this.#probeEnd = undefined;
		}

		if (this.#state === 'probe-round-trip') {
			this.#probeRoundTrip(sender);
		}

		if (sample.acknowledged > 0) {
			this.#isRestarting = false;
		}
	}

	#probeRoundTrip(sender: SenderState): void {
		if (this.#probeEnd === undefined) {
			if (sender.inFlight <= leastWindow) {
				this.#probeEnd = sender.now + roundTripProbeTime;
				this.#hasProbedRound = false;
				this.#roundEnd = sender.delivered;
			}

			return;
		}

		this.#hasProbedRound ||= this.#isRoundStart;
		if (this.#hasProbedRound) {
			this.#endProbe(sender);
		}
	}

	#endProbe(sender: SenderState): void {
		if (this.#probeEnd === undefined || sender.now <= this.#probeEnd) {
			return;
		}

		this.#leastSince = sender.now;
		this.#window = Math.max(this.#window, this.#savedWindow);
		if (this.#full.isReached) {
			this.#probeBandwidth(sender);
		} else {
			this.#state = 'startup';
		}
	}

	#probeBandwidth(sender: SenderState): void {
		this.#state = 'probe-bandwidth';
		this.#cycle.start(sender.deliveredAt);
	}

	#setGains(): void {
		const gains = this.#state === 'probe-bandwidth' ? {pacing: this.#cycle.gain, window: probingWindowGain} : fixedGains[this.#state];
		this.#pacingGain = gains.pacing;
		this.#windowGain = gains.window;
	}

	#setPacing(gain: number): void {
		const pacing = this.bandwidth * gain * margin;
		if (this.#full.isReached || pacing > this.#pacing) {
			this.#pacing = pacing;
		}
	}

	#setWindow(sample: RateSample, sender: SenderState): void {
		if (sample.acknowledged > 0) {
			this.#window = this.#nextWindow(sample, sender);
		}

		if (this.#state === 'probe-round-trip') {
			this.#window = Math.min(this.#window, leastWindow);
		}
	}

	#nextWindow(sample: RateSample, sender: SenderState): number {
		const {acknowledged} = sample;
		let window = Math.max(this.#window - sample.lost, 1);
		if (sender.recovery === 'recovery' && this.#recovery !== 'recovery') {
			this.#saveWindow();
			this.#isConserving = true;
			this.#roundEnd = sender.delivered;
			window = sender.inFlight + acknowledged;
		} else if (this.#recovery !== 'open' && sender.recovery === 'open') {
			window = Math.max(window, this.#savedWindow);
			this.#isConserving = false;
		}

		this.#recovery = sender.recovery;
		if (this.#isConserving) {
			return Math.max(window, sender.inFlight + acknowledged);
		}

		const target = this.#fitting(this.#windowGain) + (this.#full.isReached ? this.#bunches.allowance(this.bandwidth) : 0);
		if (this.#full.isReached) {
			window = Math.min(window + acknowledged, target);
		} else if (window < target || sender.delivered < firstWindow) {
			window += acknowledged;
		}

		return Math.max(Math.floor(window), leastWindow);
	}

	/** How many packets fit into the path, times a gain. */
	#fitting(gain: number): number {
		return this.#leastRoundTrip === undefined ? firstWindow : Math.floor(this.bandwidth * this.#leastRoundTrip * gain);
	}

	#saveWindow(): void {
		this.#savedWindow = this.#recovery === 'open' && this.#state !== 'probe-round-trip' ? this.#window : Math.max(this.#savedWindow, this.#window);
	}
}
