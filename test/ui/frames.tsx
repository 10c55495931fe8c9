import assert from 'node:assert/strict';
import test from 'node:test';
import {EngineStore} from '../../source/app/engine-store.ts';
import {newShareModel, reduceShare, shareStateOf} from '../../source/app/share-model.ts';
import {Root} from '../../source/ui/root.tsx';
import {screenFollows} from '../../source/ui/screen-follows.ts';
import {emptyState, fakeEngine, sampleTime} from '../helpers/fake-engine.ts';
import {mockTimers} from '../helpers/mock-timers.ts';
import {renderUi} from '../helpers/render-ui.tsx';

const screens = {
	'the shares': [], 'the files of a share': ['enter'], 'its peers': ['enter', '2'], 'its blocks': ['enter', '3'], 'its activity': ['enter', '4'],
} as const;

for (const [name, keys] of Object.entries(screens)) {
	test(`a thousand blocks in a second draw five frames at most: ${name}`, async t => {
		let model = newShareModel({
			id: '1', direction: 'receiving', name: 'Thesis', places: ['/home/ada/Thesis'], phase: 'receiving', peers: 1,
		});
		const store = new EngineStore(emptyState, () => [shareStateOf(model, {isReachable: true})]);
		const {getState, subscribe, sharesChanged} = store;
		sharesChanged();
		store.flush();
		const ui = await renderUi(t, <Root/>, {engine: fakeEngine({}, {getState, subscribe})});
		await ui.press(...keys);
		let now = performance.now();
		mockTimers(t, ['setTimeout']);
		t.mock.method(performance, 'now', () => now);
		let told = 0;
		t.after(subscribe(() => {
			told++;
		}));
		const pass = async (milliseconds: number): Promise<void> => {
			const before = told;
			now += milliseconds;
			t.mock.timers.tick(milliseconds);
			if (told > before) {
				await screenFollows();
				await ui.settled();
			}
		};

		const before = ui.frames.length;
		for (let block = 1; block <= 1000; block++) {
			model = reduceShare(model, {
				type: 'receiving', files: 0, bytes: block * 1000, totalFiles: 1, totalBytes: 2_000_000, bytesPerSecond: 1_000_000, peers: 1,
			}, sampleTime);
			sharesChanged();
			await pass(1);
		}

		const drawn = ui.frames.length - before;
		assert.ok(drawn >= 1 && drawn <= 5, `${drawn} frames`);
		await pass(250);
		assert.match(ui.frame(), /\b50 ?%/v, 'the last one is seen');
	});
}
