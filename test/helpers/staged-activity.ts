import {activityOf} from '../../source/app/activity-of.ts';
import type {Activity, ShareState} from '../../source/app/engine-state.ts';
import type {FerryEvent} from '../../source/app/events.ts';
import {sampleTime} from './fake-engine.ts';

type Step = readonly [secondsAgo: number, event: FerryEvent];

const ben = '3f9a6b24c81e5d70'.repeat(4);
const cleo = 'a07c41d9be2586f3'.repeat(4);
const emil = 'c4d8137ae96b20f5'.repeat(4);

const connected = (secondsAgo: number, peer: string): Step => [secondsAgo, {type: 'peer-connected', peer, route: 'tcp'}];
const left = (secondsAgo: number, peer: string): Step => [secondsAgo, {type: 'peer-disconnected', peer}];
const version = (secondsAgo: number, number: number, {files, bytes}: {readonly files: number; readonly bytes: number}): Step => [secondsAgo, {
	type: 'version', version: number, files, bytes, leftOut: 0, changed: true,
}];
const received = (secondsAgo: number, number: number, {files, bytes}: {readonly files: number; readonly bytes: number}): Step => [secondsAgo, {
	type: 'received', version: number, files, bytes, transferred: bytes, peers: [{peer: ben, bytes}], directory: '/home/ada', notCreated: 0,
}];
const announced = (secondsAgo: number): Step => [secondsAgo, {type: 'announced', key: ''}];
const all = {files: 904, bytes: 2_800_000_000};

/** What may have happened to a share before it is in a state, by the share's id; what isn't here has just begun. */
const steps: Readonly<Record<string, readonly Step[]>> = {
	waiting: [connected(7200, ben), left(6900, ben)],
	offered: [connected(40, cleo)],
	reading: [
		[9000, {
			type: 'scanned', files: 96_411, directories: 3120, symlinks: 4, bytes: 120_000_000_000, leftOut: 1, ignored: 212,
		}],
		[8990, {type: 'left-out', path: 'run/control.sock', reason: 'socket'}],
		announced(8980),
		connected(300, ben),
	],
	complete: [connected(90_000, ben), received(86_000, 3, all), left(80_000, ben)],
	serving: [announced(7300), version(7200, 1, {files: 1, bytes: 734_000_000}), connected(3600, ben), connected(3000, cleo), [900, {
		type: 'delivered', peer: ben, version: 1, files: 1, bytes: 734_000_000, everything: true,
	}]],
	'source-changed': [announced(7200), version(7100, 3, all), connected(600, ben), [2, {type: 'source-changed', path: 'index.html', change: 'changed'}]],
	'source-gone': [announced(7200), version(7100, 3, all)],
	'disk-full': [connected(1800, ben), connected(1700, cleo), [30, {
		type: 'disk-full', neededBytes: 1_540_000_000, freeBytes: 2_100_000, place: '/mnt/nas',
	}]],
	verifying: [connected(90_000, ben), received(86_000, 3, all), left(80_000, ben)],
	paused: [connected(1800, ben), left(120, ben)],
	failed: [connected(1800, ben), [1200, {type: 'not-created', path: 'to my home', reason: 'link-leaves-share'}]],
	live: [
		received(90_000, 40, {files: 229, bytes: 3_000_000}),
		[610, {type: 'newer-version', version: 41}],
		[600, {type: 'deleted', path: 'soups/old.md'}],
		received(598, 41, {files: 230, bytes: 3_100_000}),
	],
	newer: [received(90_000, 6, {files: 88, bytes: 12_400_000}), [600, {type: 'newer-version', version: 7}]],
	asked: [announced(7200), version(7100, 1, {files: 3, bytes: 9_700_000}), connected(3600, ben), [42, {type: 'peer-asks', peer: emil, address: '198.51.100.23:40112'}]],
};

/** A share with what may have happened to it until `sampleTime`, and with its problem as the last of it. */
export function withActivity(share: ShareState): ShareState {
	const {problem} = share;
	const happened = (steps[share.id] ?? []).flatMap(([secondsAgo, event]) => activityOf(event, sampleTime - (secondsAgo * 1000)) ?? []);
	const problems: readonly Activity[] = problem === undefined || share.status === 'disk-full'
		? []
		: [{
			time: sampleTime - 15_000, level: 'bad', text: problem.message, hint: problem.hint,
		}];
	return {...share, activity: [...share.activity, ...happened, ...problems]};
}
