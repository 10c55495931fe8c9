import {ExpectedError} from '../../base/errors.ts';

/**
Does something with the first of several readings of a text whose paths are there.

@throws What the first one has failed with if all have failed as something is not there, and any other failure at once.
*/
export async function firstThere<Result>(readings: ReadonlyArray<readonly string[]>, work: (paths: readonly string[]) => Promise<Result>): Promise<Result> {
	const missing: unknown[] = [];
	for (const paths of readings) {
		try {
			return await work(paths);
		} catch (error) {
			if (!(error instanceof ExpectedError && error.code === 'path-missing')) {
				throw error;
			}

			missing.push(error);
		}
	}

	throw missing[0];
}
