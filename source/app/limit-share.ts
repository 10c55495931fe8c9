import type {Library} from '../library/library.ts';
import type {Rates} from '../transfer/feed-limits.ts';
import type {EngineShare} from './engine-share.ts';

/** Remembers a share's own limits; what is open is limited by whoever has its feed. What has no record yet gets one with them. */
export async function limitShare({runner, key}: EngineShare, {upload, download}: Rates, library: Library): Promise<void> {
	const {direction} = runner.model;
	runner.change(model => ({...model, limits: {upload, download}}));
	if (key && await library.find(key, direction)) {
		await library.update(key, direction, {uploadLimit: upload ?? null, downloadLimit: download ?? null});
	}
}
