/**
The one vocabulary of what happens while a share is served or received. The plain output, `--json` and the dashboard all read it.

Sizes are bytes, speeds bytes a second, times milliseconds since 1970. Keys of peers are hexadecimal. Text that came from a feed (names, paths) is raw here: whoever prints it escapes it.
*/
export type FerryEvent
	// Sharing
	= | {readonly type: 'scanned'; readonly files: number; readonly directories: number; readonly symlinks: number; readonly bytes: number; readonly leftOut: number; readonly ignored: number}
		| {readonly type: 'left-out'; readonly path: string; readonly reason: LeftOutReason}
		| {readonly type: 'feed'; readonly key: string; readonly name: string}
		| {readonly type: 'announced'; readonly key: string}
		| ({readonly type: 'reading'; readonly bytesPerSecond: number} & Progress)
		| {readonly type: 'version'; readonly version: number; readonly files: number; readonly bytes: number; readonly leftOut: number; readonly changed: boolean}
		| {readonly type: 'serving'; readonly peers: number; readonly bytes: number; readonly bytesPerSecond: number}
		| {readonly type: 'source-changed'; readonly path: string; readonly change: 'changed' | 'gone'}
		| {readonly type: 'delivered'; readonly peer: string; readonly version: number; readonly files: number; readonly bytes: number; readonly output?: true; readonly everything: boolean}
		| {readonly type: 'sent-offer'; readonly peer: string; readonly name?: string; readonly status: 'waiting' | 'received' | 'accepted' | 'refused'}
	// Receiving
		| {readonly type: 'searching'}
		| {readonly type: 'found'; readonly name: string; readonly kind: ShareKind; readonly files: number; readonly bytes: number; readonly reading: boolean; readonly directory: string}
		| ({readonly type: 'receiving'; readonly bytesPerSecond: number; readonly peers: number} & Progress)
		| {readonly type: 'identical'; readonly path: string}
		| {readonly type: 'kept-both'; readonly path: string; readonly placedAs: string}
		| {readonly type: 'skipped'; readonly path: string}
		| {readonly type: 'overwritten'; readonly path: string}
		| {readonly type: 'not-created'; readonly path: string; readonly reason: string}
		| {readonly type: 'gone'; readonly path: string}
		| {readonly type: 'content-gone'; readonly path: string}
	// Following
		| {readonly type: 'newer-version'; readonly version: number}
		/** `placedAs`: the name it had here, where that is not the share's. `mirror`: it was not received, but a mirror has nothing that the share doesn't have. */
		| {readonly type: 'deleted'; readonly path: string; readonly placedAs?: string; readonly unpicked?: true; readonly mirror?: 'file' | 'directory'}
		/** `reason`: why a mirror can't remove it; otherwise it was changed here. */
		| {readonly type: 'kept'; readonly path: string; readonly placedAs?: string; readonly unpicked?: true; readonly reason?: LeftOutReason | 'not-empty'}
		| {readonly type: 'disk-full'; readonly neededBytes: number; readonly freeBytes: number; readonly place: string}
		| {readonly type: 'disk-has-room'}
		| ({readonly type: 'received'} & Received)
	// Both
		| {readonly type: 'peer-connected'; readonly peer: string; readonly route: PeerRoute}
		| {readonly type: 'peer-route'; readonly peer: string; readonly route: PeerRoute}
		| {readonly type: 'peer-disconnected'; readonly peer: string}
		| {readonly type: 'peer-asks'; readonly peer: string; readonly address: string}
		| {readonly type: 'warning'; readonly code: string; readonly message: string}
		| {readonly type: 'stopping'};

/** Straight to the other computer over `tcp` or `udp`, or `relayed` by a third that sees only ciphertext. */
export type PeerRoute = 'tcp' | 'udp' | 'relayed';

/** How far something is: so much of so much. */
export type Progress = {readonly files: number; readonly bytes: number; readonly totalFiles: number; readonly totalBytes: number};

/** What was shared: one folder, one file, or several paths side by side. */
export type ShareKind = 'folder' | 'file' | 'several';

/** Why something in a shared folder can't be carried. */
export type LeftOutReason = 'not-utf8' | 'socket' | 'fifo' | 'device' | 'unreadable' | 'away' | 'gone' | 'path-too-long' | 'data-directory' | 'changing';

/** What a finished get came to: `transferred` bytes came over the network, `beyond` of them were not asked for and came because small files share a block, `notCreated` entries could not be made here, and `withheld` ones their sharer could not read. */
export type Received = {
	readonly version: number;
	readonly files: number;
	readonly bytes: number;
	readonly transferred: number;
	readonly beyond?: number;
	readonly peers: readonly PeerBytes[];
	readonly directory: string;
	readonly notCreated: number;
	readonly withheld?: number;
};

/** How many bytes of file content came from one peer. */
export type PeerBytes = {readonly peer: string; readonly bytes: number};

/** Called for every event, in order; it must not throw. */
export type OnEvent = (event: FerryEvent) => void;
