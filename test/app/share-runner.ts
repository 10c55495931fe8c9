import assert from 'node:assert/strict';
import {once} from 'node:events';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {newShareModel} from '../../source/app/share-model.ts';
import {ShareRunner, type RunHooks} from '../../source/app/share-runner.ts';

function newRunner(): {readonly runner: ShareRunner; readonly changed: EventTarget; readonly changes: () => number} {
	let changes = 0;
	const changed = new EventTarget();
	const runner = new ShareRunner(newShareModel({id: '1', direction: 'sharing'}), () => {
		changes++;
		changed.dispatchEvent(new Event('change'));
	});
	return {runner, changed, changes: () => changes};
}

async function untilAborted({signal}: RunHooks): Promise<void> {
	await once(signal, 'abort');
	signal.throwIfAborted();
}

test('work runs until it is stopped, and then the share is paused', async () => {
	const {runner} = newRunner();
	await runner.run('opening', async (hooks, begun) => {
		hooks.onEvent({type: 'searching'});
		hooks.onEvent({type: 'warning', code: 'source-away', message: 'There is no folder any more. Ferry goes on when it is back.'});
		begun();
		await untilAborted(hooks);
	});
	assert.equal(runner.isRunning, true);
	assert.equal(runner.model.phase, 'searching');
	assert.equal(runner.model.problem?.code, 'path-missing');
	await runner.stop();
	assert.equal(runner.isRunning, false);
	assert.equal(runner.model.phase, 'stopped');
	assert.equal(runner.model.problem, undefined);
});

test('a failure before the beginning is thrown and shown', async () => {
	const {runner} = newRunner();
	await assert.rejects(runner.run('opening', async () => {
		throw new ExpectedError('path-missing', 'There is no “a”.', {hint: 'Check.'});
	}), {code: 'path-missing'});
	assert.equal(runner.isRunning, false);
	assert.deepEqual(runner.model.problem, {code: 'path-missing', message: 'There is no “a”.', hint: 'Check.'});
});

test('a failure after the beginning is only shown, and what nobody expected is shown as a bug', async () => {
	const {runner, changed} = newRunner();
	let fail: (error: Error) => void = () => undefined;
	await runner.run('opening', async (_hooks, begun) => {
		begun();
		await new Promise<void>((_resolve, reject) => {
			fail = reject;
		});
	});
	const ended = once(changed, 'change');
	fail(new Error('oh'));
	await ended;
	assert.equal(runner.model.phase, 'failed');
	assert.equal(runner.model.problem?.code, 'bug');
});

test('new work begins when the old has ended, one at a time', async () => {
	const {runner} = newRunner();
	const order: string[] = [];
	const work = async (name: string, hooks: RunHooks, begun: () => void): Promise<void> => {
		order.push(`${name} begins`);
		begun();
		await untilAborted(hooks).finally(() => {
			order.push(`${name} ends`);
		});
	};

	await runner.run('opening', async (hooks, begun) => work('first', hooks, begun));
	await runner.run('verifying', async (hooks, begun) => work('second', hooks, begun));
	await runner.stop();
	assert.deepEqual(order, ['first begins', 'first ends', 'second begins', 'second ends']);
});

test('work that ends by itself lets go of what it had opened', async () => {
	const {runner, changes} = newRunner();
	await runner.run('verifying', async () => undefined);
	assert.equal(runner.open, undefined);
	assert.equal(runner.isRunning, false);
	assert.ok(changes() > 0);
});

test('stopping what does not run changes nothing', async () => {
	const {runner, changes} = newRunner();
	await runner.stop();
	assert.equal(changes(), 0);
});
