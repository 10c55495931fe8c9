import path from 'node:path';
import {ExpectedError} from '../base/errors.ts';
import type {ResolvedRoots} from '../folder/roots.ts';

/**
Ferry's own data is never shared, nor anything in it. A folder that holds it is shared without it.

@param dataDirectory - Absolute real path.
@throws ExpectedError `usage`
*/
export function refuseOwnData(dataDirectory: string, {roots}: ResolvedRoots): void {
	for (const {place} of roots) {
		const below = path.relative(dataDirectory, place);
		const isOutside = below === '..' || below.startsWith(`..${path.sep}`) || path.isAbsolute(below);
		if (!isOutside) {
			throw new ExpectedError('usage', 'Ferry’s own data can’t be shared: it holds your keys.', {hint: 'Share another folder.'});
		}
	}
}
