import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../../source/base/errors.ts';
import {firstThere} from '../../../source/ui/dialogs/first-there.ts';

async function look([path = '']: readonly string[]): Promise<string> {
	if (path.startsWith('missing')) {
		throw new ExpectedError('path-missing', `There is no ${path}.`, {hint: ''});
	}

	if (path === 'locked') {
		throw new ExpectedError('path-unreadable', 'It is locked.', {hint: ''});
	}

	return path;
}

test('the first reading that is there counts', async () => {
	assert.equal(await firstThere([['missing'], ['a'], ['b']], look), 'a');
});

test('of nothing that is there the first is told, and what can’t be read at once', async () => {
	await assert.rejects(firstThere([['missing 1'], ['missing 2']], look), /missing 1/v);
	await assert.rejects(firstThere([['locked'], ['a']], look), /locked/v);
});
