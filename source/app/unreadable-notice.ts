import {count} from '../base/format.ts';
import type {Notice} from './engine-state.ts';

/**
What a dashboard tells of shares that can't be read, and so are not shown: again when there are others.

@param files - with what is to be known of them.
*/
export function unreadableNotice(files: readonly string[], {before, time}: {readonly before: readonly string[]; readonly time: number}): Notice | undefined {
	return files.some(file => !before.includes(file))
		? {
			id: time, time, level: 'bad', text: `${count(files.length, 'share')} can’t be read and ${files.length === 1 ? 'is' : 'are'} not shown.`, hint: '“ferry list” says what to do.',
		}
		: undefined;
}
