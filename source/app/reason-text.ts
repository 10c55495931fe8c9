import type {PathProblem} from '../base/relative-path.ts';
import type {LeftOutReason} from './events.ts';

/** Why something of a share can't be created here: its path may not be used, a link would lead out of the share, or something of the user's stands where a folder on the way to it belongs, or its part. */
export type NotCreatedReason = PathProblem | 'link-leaves-share' | 'in-the-way' | 'part-in-the-way';

/** Why a mirror leaves something that the share doesn't have. */
export function keptText(reason: LeftOutReason | 'not-empty'): string {
	return reason === 'not-empty' ? 'a folder that can’t be removed, or has something in it that stays' : leftOut[reason];
}

/** `NotCreatedReason` in words. */
export function notCreatedText(reason: string): string {
	return Object.entries(notCreated).find(([code]) => code === reason)?.[1] ?? reason;
}

/** Whether it could be created if the user moved something of theirs away. */
export function isObstructed(reason: string): boolean {
	return reason === 'in-the-way' || reason === 'part-in-the-way';
}

/** Why something in a shared folder can't be carried. */
export function leftOutText(reason: LeftOutReason): string {
	return leftOut[reason];
}

const notCreated: Readonly<Record<NotCreatedReason, string>> = {
	empty: 'it has no name',
	absolute: 'its path begins with a slash',
	'dot-segment': 'its path leads elsewhere',
	'empty-segment': 'a name in its path is empty',
	nul: 'its name holds a zero byte',
	'lone-surrogate': 'its name is not valid text',
	'segment-too-long': 'its name is too long',
	'path-too-long': 'its path is too long here',
	'too-deep': 'it lies in too many folders',
	reserved: 'ferry names its own files so',
	'windows-character': 'Windows does not allow its name',
	'windows-name': 'Windows keeps its name for a device',
	'windows-ending': 'Windows would change its name',
	'below-file': 'it would lie below a file',
	'below-symlink': 'it would lie behind a link',
	'is-directory': 'there is a folder of that name',
	'other-kind': 'there is something else of that name',
	collides: 'this disk takes its name for another file’s',
	'data-directory': 'a ferry keeps its data and its keys there',
	'link-leaves-share': 'a link that leads out of the share',
	'in-the-way': 'a file or link of yours stands where a folder belongs: move that away, and get it again',
	'part-in-the-way': 'a folder stands where ferry keeps what it has of it, named .ferry-… .part: move that away, and get it again',
};

const leftOut: Readonly<Record<LeftOutReason, string>> = {
	'not-utf8': 'its name is not UTF-8',
	socket: 'a socket',
	fifo: 'a named pipe',
	device: 'a device',
	unreadable: 'no permission to read it',
	away: 'it is not there at the moment',
	gone: 'it went away',
	'path-too-long': 'its path is too long',
	'data-directory': 'another ferry keeps its data and its keys there',
	changing: 'it changed every time it was read',
};
