import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../../source/base/errors.ts';
import type {Difference, VersionView} from '../../../source/app/engine-state.ts';
import type {Engine} from '../../../source/app/engine.ts';
import {Root} from '../../../source/ui/root.tsx';
import {
	fakeEngine, noChanges, sampleShare, sampleShares, sampleTime,
} from '../../helpers/fake-engine.ts';
import {renderUi} from '../../helpers/render-ui.tsx';

/** A share with so many versions and differences, and what was asked for. */
function longHistory(count: number) {
	const asked: string[] = [];
	const answers: Partial<Engine> = {
		async versions(_, {after = count + 1, most}) {
			asked.push(`versions ${after}`);
			const versions = Array.from({length: Math.min(most, after - 1)}, (_, index): VersionView => {
				const version = after - 1 - index;
				return {
					version, time: sampleTime, files: version, bytes: 1000, block: version,
				};
			});
			return {versions, isEnd: after - 1 <= most, problem: undefined};
		},
		async countChanges(_, block) {
			asked.push(`count ${block}`);
			return {...noChanges, added: {files: block, bytes: 0}};
		},
		async differences(_, block, {after, most}) {
			asked.push(`differences ${block} ${after ?? ''}`);
			const from = after === undefined ? 0 : Number(after) + 1;
			return Array.from({length: Math.min(most, 1_000_000 - from)}, (_, index): Difference => ({
				type: 'difference', change: 'added', kind: 'file', path: String(from + index).padStart(7, '0'), size: 1000,
			}));
		},
	};
	return {asked, answers};
}

const gone = new ExpectedError('content-gone', 'That part is not here.', {hint: 'Wait.'});

test('versions are read as far as they are seen, and only what is seen is added up', async t => {
	const {asked, answers} = longHistory(10_000);
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [sampleShares.complete]}, answers)});
	await ui.press('enter');
	assert.equal(asked.length, 0, 'nothing is read before the history is seen');
	await ui.press('5');
	assert.match(ui.frame(), /▌ {2}10,000 .* \+10,000 /v);
	const seen = ui.lines().filter(line => /^[▌ ] {2}[0-9]/v.test(line)).length;
	assert.deepEqual(asked, ['versions 10001', ...Array.from({length: seen}, (_, index) => `count ${10_000 - index}`)]);
	await ui.press('end');
	assert.ok(asked.includes('versions 9951'));
	assert.ok(!asked.includes('count 9980'), 'what was passed over is not added up');
	assert.match(ui.frame(), /of 100\+/v);
	await ui.press('1', '5', 'home');
	assert.equal(asked.filter(each => each === 'count 10000').length, 1, 'what is known stays known');
});

test('what a version changed is a list of its own, of which only what is seen is read', async t => {
	const {asked, answers} = longHistory(3);
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [sampleShares.complete]}, answers)});
	await ui.press('enter', '5', 'down', 'enter');
	assert.match(ui.frame(), /^Version 2 .* \+2\n▌\+ 0000000 /mv);
	assert.match(ui.lines().at(-1)!, /^Esc versions/v);
	assert.deepEqual(asked.filter(each => each.startsWith('differences')), ['differences 2 ']);
	await ui.press('end', 'end');
	assert.match(ui.frame(), /Added: 0000[0-9]+, 1 kB +[0-9]+-[0-9]+ of 600\+/v);
	await ui.press('escape');
	assert.match(ui.frame(), /▌ {2}2 /v);
	assert.match(ui.lines().at(-1)!, /^Esc back/v);
	await ui.press('right', 'left');
	assert.match(ui.frame(), /▌ {2}2 /v);
	await ui.press('escape');
	assert.match(ui.lines().at(-1)!, /g get/v);
});

test('a new version comes above, and the selected one stays selected', async t => {
	let newest = 3;
	const engine = fakeEngine({shares: [sampleShare({status: 'serving', version: 3})]}, {
		versions: async (id, options) => longHistory(newest).answers.versions!(id, options),
	});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('enter', '5', 'down');
	assert.match(ui.frame(), / ✓ 3 .*\n▌ {2}2 .*\n {3}1 /v);
	newest = 4;
	engine.setState({shares: [sampleShare({status: 'serving', version: 3, newerVersion: 4})]});
	await ui.settled();
	assert.match(ui.frame(), / {3}4 .*\n ✓ 3 .*\n▌ {2}2 .*\n {3}1 /v);
});

test('what is missing is told, and asked for again when somebody comes', async t => {
	let isThere = false;
	const asked: string[] = [];
	const {answers} = longHistory(3);
	const engine = fakeEngine({shares: [sampleShare({status: 'complete', peers: 0})]}, {
		async versions(id, options) {
			const page = await answers.versions!(id, options);
			asked.push('versions');
			return isThere ? page : {versions: page.versions.slice(0, 1), isEnd: false, problem: {code: gone.code, message: gone.message, hint: gone.hint}};
		},
		async countChanges(id, block, signal) {
			asked.push(`count ${block}`);
			if (!isThere) {
				throw gone;
			}

			return answers.countChanges!(id, block, signal);
		},
		async differences(id, block, options) {
			asked.push('differences');
			if (!isThere) {
				throw gone;
			}

			return answers.differences!(id, block, options);
		},
	});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('enter', '5');
	assert.match(ui.frame(), /▌✓ 3 .* \?\n {3}That part is not here\./v);
	assert.deepEqual(asked, ['versions', 'count 3'], 'and not over and over');
	await ui.press('down');
	assert.match(ui.frame(), /That part is not here\. Wait\./v);
	await ui.press('up', 'enter');
	assert.match(ui.frame(), /^That part is not here\./mv);
	isThere = true;
	engine.setState({shares: [sampleShare({status: 'serving', peers: 1})]});
	await ui.settled();
	assert.match(ui.frame(), /▌\+ 0000000/v);
	await ui.press('escape');
	assert.match(ui.frame(), /▌✓ 3 .* \+3 .*\n {3}2 .* \+2 .*\n {3}1 .* \+1 /v);
});

test('a share without versions says so, and one that another process has is left alone', async t => {
	const engine = fakeEngine({shares: [sampleShares.starting]});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('enter', '5', 'down', 'enter');
	assert.match(ui.frame(), /No version is complete yet\./v);
	engine.setState({shares: [{...sampleShares.held, id: 'starting'}]});
	await ui.settled();
	assert.match(ui.frame(), /Only the process that has the share open knows its versions\./v);
});

test('a key follows a share or no longer does, and another one gets the newer version', async t => {
	const engine = fakeEngine({shares: [sampleShare({status: 'serving', newerVersion: 4})]});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('f');
	assert.match(ui.frame(), /New versions are followed/v);
	await ui.press('enter', 'u');
	engine.setState({shares: [sampleShare({status: 'paused', newerVersion: 4, isLive: true})]});
	await ui.press('u', 'f');
	assert.match(ui.frame(), /New versions are not followed any more\./v);
	engine.setState({shares: [sampleShare({status: 'serving'})]});
	await ui.press('u');
	assert.match(ui.frame(), /No newer version is known\./v);
	engine.setState({shares: [sampleShare({status: 'serving', direction: 'sharing'})]});
	await ui.press('f');
	assert.match(ui.frame(), /What you share yourself follows its files by itself\./v);
	assert.deepEqual(engine.calls, [['follow', 'holiday', true], ['update', 'holiday'], ['resume', 'holiday'], ['follow', 'holiday', false]]);
});
