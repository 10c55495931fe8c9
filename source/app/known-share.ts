import {Buffer} from 'node:buffer';
import type {ShareRecord} from '../library/record.ts';
import {encodeShareKey} from '../link/share-key.ts';
import {limitsIn} from './share-limits.ts';
import type {ShareModel} from './share-model.ts';

/** What is shown of a share that is only known from its record. */
export function modelOf({
	key, direction, kind, name, roots, directory, version, complete, files, bytes, asksFirst, onlyAllowed, live, uploadLimit, downloadLimit,
}: ShareRecord): Partial<ShareModel> & Pick<ShareModel, 'direction'> {
	return {
		direction,
		kind,
		name,
		version,
		asksFirst,
		onlyAllowed: onlyAllowed ?? undefined,
		isLive: live,
		limits: limitsIn({uploadLimit, downloadLimit}),
		key: encodeShareKey(Buffer.from(key, 'hex')),
		places: directory === null ? roots.map(({place}) => place) : [directory],
		isComplete: complete,
		files: complete ? files : 0,
		bytes: complete ? bytes : 0,
		totalFiles: files,
		totalBytes: bytes,
	};
}

/** What another process has is not paused, and what it has let go is not held. */
export function seenFromOutside(model: ShareModel, pid: number | undefined): ShareModel {
	if (pid === undefined ? model.phase !== 'held' : model.pid === pid) {
		return model;
	}

	return {
		...model, pid, problem: undefined, phase: pid === undefined ? 'stopped' : 'held',
	};
}
