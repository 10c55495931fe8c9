import type {Engine} from '../../app/engine.ts';
import type {FileSelection} from '../../app/file-selection.ts';

/** What the user has chosen of an offer that waits. */
export type OfferDraft = {readonly selection: FileSelection; readonly isLive: boolean; readonly directory: string};

const drafts = new WeakMap<Engine, Map<string, OfferDraft>>();

/** What was kept for a share. */
export function offerDraft(engine: Engine, id: string): OfferDraft | undefined {
	return drafts.get(engine)?.get(id);
}

/** Keeps what was chosen for the time that the dashboard runs: who answers later goes on with it. Undefined forgets it. */
export function keepOfferDraft(engine: Engine, id: string, draft: OfferDraft | undefined): void {
	const kept = drafts.get(engine) ?? new Map<string, OfferDraft>();
	drafts.set(engine, kept);
	if (draft === undefined) {
		kept.delete(id);
	} else {
		kept.set(id, draft);
	}
}
