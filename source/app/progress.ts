import {Rate} from '../transfer/rate.ts';

/** Counters are looked at so often, and never at every block. */
const samplePeriod = 250;

/**
Looks at a running count four times a second and reports when something has changed.

@param look - the bytes so far; whatever else belongs into the report is read when it is made.
@param report - called with the speed in bytes a second.
@returns call it to report once more, with the last figures, and stop.
*/
export function sampleProgress(look: () => number, report: (bytesPerSecond: number) => void): () => void {
	const rate = new Rate();
	let last: number | undefined;
	let lastSpeed = 0;
	const sample = (isLast: boolean): void => {
		const bytes = look();
		rate.add(Date.now(), bytes);
		const speed = rate.bytesPerSecond;
		if (bytes !== last || speed !== lastSpeed || isLast) {
			last = bytes;
			lastSpeed = speed;
			report(speed);
		}
	};

	sample(false);
	const timer = setInterval(sample, samplePeriod, false);
	return () => {
		clearInterval(timer);
		sample(true);
	};
}
