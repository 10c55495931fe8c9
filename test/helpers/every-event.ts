import type {FerryEvent} from '../../source/app/events.ts';
import type {Result} from '../../source/output/output.ts';

/** One of each event, with every field it can have. The compiler tells when one is missing. */
export const everyEvent: {readonly [Type in FerryEvent['type']]: Extract<FerryEvent, {type: Type}>} = {
	scanned: {
		type: 'scanned', files: 1234, directories: 2, symlinks: 1, bytes: 3_400_000, leftOut: 2, ignored: 5,
	},
	'left-out': {type: 'left-out', path: 'run/socket', reason: 'socket'},
	feed: {type: 'feed', key: 'ferry1key', name: 'photos'},
	announced: {type: 'announced', key: 'ferry1key'},
	reading: {
		type: 'reading', files: 10, bytes: 1_000_000, totalFiles: 1234, totalBytes: 3_400_000, bytesPerSecond: 200_000,
	},
	version: {
		type: 'version', version: 2, files: 1234, bytes: 3_400_000, leftOut: 2, changed: true,
	},
	serving: {
		type: 'serving', peers: 2, bytes: 5_000_000, bytesPerSecond: 1_000_000,
	},
	'source-changed': {type: 'source-changed', path: 'a/b', change: 'changed'},
	delivered: {
		type: 'delivered', peer: '3f2a000000000000', version: 2, files: 1234, bytes: 3_400_000, everything: true,
	},
	'sent-offer': {
		type: 'sent-offer', peer: '3f2a000000000000', name: 'Ben', status: 'received',
	},
	searching: {type: 'searching'},
	found: {
		type: 'found', name: 'photos', kind: 'folder', files: 1234, bytes: 3_400_000, reading: false, directory: '/home/me/photos',
	},
	receiving: {
		type: 'receiving', files: 10, bytes: 1_000_000, totalFiles: 1234, totalBytes: 3_400_000, bytesPerSecond: 200_000, peers: 2,
	},
	identical: {type: 'identical', path: 'a'},
	'kept-both': {type: 'kept-both', path: 'a', placedAs: 'a (2)'},
	skipped: {type: 'skipped', path: 'a'},
	overwritten: {type: 'overwritten', path: 'a'},
	'not-created': {type: 'not-created', path: 'link', reason: 'its target leaves the share'},
	gone: {type: 'gone', path: 'a'},
	'content-gone': {type: 'content-gone', path: 'a'},
	'newer-version': {type: 'newer-version', version: 2},
	deleted: {
		type: 'deleted', path: 'a', placedAs: 'a (2)', unpicked: true, mirror: 'directory',
	},
	kept: {
		type: 'kept', path: 'a', placedAs: 'a (2)', unpicked: true, reason: 'fifo',
	},
	'disk-full': {
		type: 'disk-full', neededBytes: 3_000_000, freeBytes: 1_000_000, place: '/home/me/photos',
	},
	'disk-has-room': {type: 'disk-has-room'},
	received: {
		type: 'received', version: 2, files: 1234, bytes: 3_400_000, transferred: 3_000_000, beyond: 200_000,
		peers: [{peer: '3f2a000000000000', bytes: 3000}], directory: '/photos', notCreated: 1, withheld: 2,
	},
	'peer-connected': {type: 'peer-connected', peer: '3f2a000000000000', route: 'udp'},
	'peer-route': {type: 'peer-route', peer: '3f2a000000000000', route: 'tcp'},
	'peer-disconnected': {type: 'peer-disconnected', peer: '3f2a000000000000'},
	'peer-asks': {type: 'peer-asks', peer: '3f2a000000000000', address: '192.0.2.7:49737'},
	warning: {type: 'warning', code: 'sync-failed', message: 'A folder could not be synced.'},
	stopping: {type: 'stopping'},
};

/** One of each result, with every field it can have. */
export const everyResult: {readonly [Type in Result['type']]: Extract<Result, {type: Type}>} = {
	share: {
		type: 'share', key: 'ferry1key', direction: 'sharing', name: 'photos', place: '/home/me/photos', files: 1234, bytes: 3_400_000, version: 2, complete: true, stateBytes: 90_000, pid: 4711,
	},
	offer: {
		type: 'offer', name: 'photos', kind: 'folder', files: 1234, bytes: 3_400_000, reading: false, directory: '/home/me/photos', freeBytes: 20_000_000_000, collisions: 3, version: 2, gone: 4,
	},
	planned: {
		type: 'planned', kind: 'file', path: 'a/b', size: 12,
	},
	ignored: {
		type: 'ignored', path: 'a/b.log', rule: '*.log', file: 'a/.ferryignore',
	},
	entry: {
		type: 'entry', kind: 'file', path: 'a/b', size: 12, mtime: 0, mode: 0o644, sha256: '00ff', target: 'c',
	},
	log: {
		type: 'log', version: 2, time: 1_800_000_000_000, files: 1234, bytes: 3_400_000,
		added: {files: 12, bytes: 3_000_000}, changed: {files: 1, bytes: 20_000}, removed: {files: 3, bytes: 1_000_000},
		others: 2,
	},
	difference: {
		type: 'difference', change: 'changed', kind: 'file', path: 'a/b', size: 12, target: 'c', previousPath: 'd', previousSize: 10, sameContent: false,
	},
	compared: {
		type: 'compared', before: 1, after: 2, added: 12, changed: 1, removed: 3, renamed: 4,
	},
	problem: {type: 'problem', path: 'a/b', problem: 'content'},
	elsewhere: {type: 'elsewhere', path: 'a/b', placedAs: 'a/b (2)'},
	verified: {
		type: 'verified', files: 1234, bytes: 3_400_000, problems: 1, elsewhere: 2,
	},
	identity: {type: 'identity', key: '3f2a000000000000', name: 'Ann’s laptop'},
	peer: {
		type: 'peer', key: '3f2a000000000000', name: 'Ben', toldName: 'ben-laptop', contact: true, blocked: false, online: true, lan: true,
	},
	words: {type: 'words', words: ['test', 'away', 'inquiry']},
	'peer-offer': {
		type: 'peer-offer', id: '3', peer: '3f2a000000000000', contact: 'Ben', toldName: 'ben-laptop', key: 'ferry1key', name: 'photos',
		kind: 'folder', files: 1234, bytes: 3_400_000, paths: ['a', 'b'], more: 1232, time: 1_800_000_000_000, lan: false,
	},
	check: {
		type: 'check', name: 'dht', status: 'bad', finding: 'No node answers.', remedy: 'Go online.', milliseconds: 6000,
	},
	node: {type: 'node', bootstrap: '192.0.2.1:49737', relay: '3f2a000000000000'},
	'unreadable-share': {
		type: 'unreadable-share', file: '/store/shares/0a/share.json', direction: 'sharing', hint: 'Bring it back.',
	},
	removed: {type: 'removed', bytesFreed: 90_000},
};
