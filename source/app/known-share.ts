import {Buffer} from 'node:buffer';
import {isDeepStrictEqual} from 'node:util';
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

/** What another process has is not paused; what it has let go is not held, and is what it has made of it, also if that was done between two looks. The same object, if nothing has changed. */
export function seenFromOutside(model: ShareModel, pid: number | undefined, record: ShareRecord): ShareModel {
	const seen = pid === undefined ? letGo(model, record) : heldBy(model, pid);
	return isDeepStrictEqual(seen, model) ? model : seen;
}

function heldBy(model: ShareModel, pid: number): ShareModel {
	return model.pid === pid
		? model
		: {
			...model, pid, problem: undefined, phase: 'held',
		};
}

function letGo(model: ShareModel, record: ShareRecord): ShareModel {
	if (model.phase !== 'held' && model.phase !== 'stopped') {
		return model;
	}

	const {files, bytes, totalFiles, totalBytes, ...known} = modelOf(record);
	// How far it had come is not in its record.
	const isAsFar = !record.complete && !model.isComplete && model.totalBytes > 0;
	return {
		...model,
		...known,
		...(!isAsFar && {
			files, bytes, totalFiles, totalBytes,
		}),
		phase: 'stopped',
		pid: undefined,
		problem: model.phase === 'held' ? undefined : model.problem,
		newerVersion: record.complete && record.version >= (model.newerVersion ?? Infinity) ? undefined : model.newerVersion,
	};
}
