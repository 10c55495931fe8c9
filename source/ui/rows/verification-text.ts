import type {Activity, ShareState, Verification} from '../../app/engine-state.ts';
import {count, size} from '../../base/format.ts';
import {nameOf} from './share-row.ts';

/** What is told when a share has been verified. */
export function verificationText(share: Pick<ShareState, 'name' | 'key'>, {files, bytes, differences}: Verification): Pick<Activity, 'level' | 'text' | 'hint'> {
	return differences === 0
		? {level: 'good', text: `${nameOf(share)} is verified: ${count(files, 'file')}, ${size(bytes)}, all as it should be.`}
		: {level: 'bad', text: `${nameOf(share)} is verified: ${count(differences, 'difference')} in ${count(files, 'file')}.`, hint: 'Its activity says what differs.'};
}
