/** So much of a second may pass at once after a pause, unless something else is said. */
const burst = 0.1;

/** Tokens a second, and how many may pass at once after a pause. */
export type BucketRate = {readonly rate: number; readonly most?: number};

/** How much may pass, at a time in milliseconds. It may be less than nothing: what passed was more than there was, and what comes next waits for that. So pieces of any size keep to the rate. */
export type TokenBucket = {readonly tokens: number; readonly time: number};

/** One of which nothing was taken yet. */
export function newBucket(time: number): TokenBucket {
	return {tokens: 0, time};
}

/** Milliseconds until something may pass, at so many tokens a second; 0: now. */
export function waitOf(bucket: TokenBucket, rate: number, time: number): number {
	return Math.max(0, Math.ceil(-refilled(bucket, {rate}, time) / rate * 1000));
}

/** Takes so many tokens out, which may be more than there are; a negative number puts them back. */
export function take(bucket: TokenBucket, tokens: number, {rate, most, time}: BucketRate & {readonly time: number}): TokenBucket {
	return {tokens: refilled(bucket, {rate, most}, time) - tokens, time};
}

/** A clock that was set back fills nothing, and takes nothing away. */
function refilled({tokens, time: before}: TokenBucket, {rate, most = rate * burst}: BucketRate, time: number): number {
	return Math.min(most, tokens + (rate * Math.max(0, time - before) / 1000));
}
