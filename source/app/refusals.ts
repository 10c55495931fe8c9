import type {SharedEntry} from '../feed/entry.ts';
import type {OnEvent} from './events.ts';
import type {NotCreatedReason} from './reason-text.ts';

/** What of a share can't be created here. */
export class Refusals {
	/** Paths of the newest whole index. */
	readonly paths = new Set<string>();
	/** Those of files among them. */
	readonly files = new Set<string>();
	readonly #told = new Set<string>();
	readonly #onEvent: OnEvent;

	constructor(onEvent: OnEvent) {
		this.#onEvent = onEvent;
	}

	/** Another index is gone through. */
	beginIndex(): void {
		this.paths.clear();
		this.files.clear();
	}

	/** Says, once, that something is not created here. */
	refuse(path: string, reason: NotCreatedReason, kind: SharedEntry['kind']): void {
		this.paths.add(path);
		if (kind === 'file') {
			this.files.add(path);
		}

		if (!this.#told.has(path)) {
			this.#told.add(path);
			this.#onEvent({type: 'not-created', path, reason});
		}
	}
}
