import {recordDefaults, type ShareRecord} from '../../source/library/record.ts';

/** The record of a file that is shared, with what a test says of it. */
export function sharedRecord(given: Partial<ShareRecord> = {}): ShareRecord {
	return {
		...recordDefaults,
		format: 1,
		key: '00'.repeat(32),
		direction: 'sharing',
		kind: 'file',
		name: 'a',
		roots: [],
		directory: null,
		only: [],
		existing: 'keep-both',
		keepHistory: false,
		created: 0,
		version: 0,
		complete: false,
		files: 0,
		bytes: 0,
		...given,
	};
}
