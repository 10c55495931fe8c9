import {mkdtemp, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';

/** An empty folder, its path free of links, that is gone when the test ends. */
export async function temporaryFolder(t: TestContext): Promise<string> {
	const folder = await mkdtemp(join(await realpath(tmpdir()), 'ferry-test-'));
	t.after(async () => rm(folder, {recursive: true, force: true, maxRetries: 3}));
	return folder;
}
