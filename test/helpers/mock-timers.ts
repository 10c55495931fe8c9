import type {TestContext} from 'node:test';

/** For the rest of a test, time passes only when `t.mock.timers` is told so. Deno would leave it so for the tests that follow. */
export function mockTimers(t: TestContext, apis: ReadonlyArray<'setTimeout' | 'setInterval' | 'Date'>): void {
	t.mock.timers.enable({apis: [...apis]});
	t.after(() => {
		t.mock.timers.reset();
	});
}
