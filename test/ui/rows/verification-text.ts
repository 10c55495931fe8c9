import assert from 'node:assert/strict';
import test from 'node:test';
import {verificationText} from '../../../source/ui/rows/verification-text.ts';

test('it is told how verifying has ended, and where more stands if that was not well', () => {
	const share = {name: 'Wedding', key: ''};
	assert.deepEqual(verificationText(share, {files: 12, bytes: 3_400_000, differences: 0}), {level: 'good', text: 'Wedding is verified: 12 files, 3.4 MB, all as it should be.'});
	const verification = {files: 12, bytes: 3_400_000, differences: 1};
	assert.deepEqual(verificationText(share, verification), {level: 'bad', text: 'Wedding is verified: 1 difference in 12 files.', hint: 'Its activity says what differs.'});
});
