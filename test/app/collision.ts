import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
	decide, type Decision, type Existing, type ExistingPolicy,
} from '../../source/app/collision.ts';

const table: ReadonlyArray<readonly [Existing, ExistingPolicy, Decision]> = [
	['nothing', 'keep-both', 'take'],
	['nothing', 'overwrite', 'take'],
	['nothing', 'skip', 'take'],
	['identical', 'keep-both', 'use'],
	['identical', 'overwrite', 'use'],
	['identical', 'skip', 'use'],
	['placed-here', 'keep-both', 'replace'],
	['placed-here', 'overwrite', 'replace'],
	['placed-here', 'skip', 'replace'],
	['edited', 'keep-both', 'rename'],
	['edited', 'overwrite', 'replace'],
	['edited', 'skip', 'skip'],
	['foreign', 'keep-both', 'rename'],
	['foreign', 'overwrite', 'replace'],
	['foreign', 'skip', 'skip'],
];

for (const [existing, policy, decision] of table) {
	test(`where ${existing} stands and the user said ${policy}, the answer is ${decision}`, () => {
		assert.equal(decide(existing, policy), decision);
	});
}
