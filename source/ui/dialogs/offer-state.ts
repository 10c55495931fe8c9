import {
	everything, type FileSelection, isMixed, isSelected, select,
} from '../../app/file-selection.ts';

/** What the user has chosen of an offer so far. */
export type OfferState = {
	/** Where keys go. */
	readonly focus: 'tree' | 'directory';
	readonly selection: FileSelection;
	/** Whether new versions are wanted as they come. */
	readonly isLive: boolean;
	/** The user wants it, as soon as everything is counted. */
	readonly isAccepted: boolean;
};

export type OfferChange
	= | {readonly kind: 'toggle'; readonly path: string}
		| {readonly kind: 'follow'}
		| {readonly kind: 'focus'}
		/** Something else was changed, as the destination. */
		| {readonly kind: 'edit'}
		| {readonly kind: 'accept'}
		/** It can't be had like this. */
		| {readonly kind: 'refuse'};

/** Where an offer begins. Everything is wanted, as it is now, until the user says otherwise. */
export function offerState({selection = everything, isLive = false}: Partial<Pick<OfferState, 'selection' | 'isLive'>> = {}): OfferState {
	return {
		focus: 'tree', selection, isLive, isAccepted: false,
	};
}

export function changeOffer(state: OfferState, change: OfferChange): OfferState {
	switch (change.kind) {
		case 'toggle': {
			return {...state, selection: toggled(state.selection, change.path), isAccepted: false};
		}

		case 'follow': {
			return {...state, isLive: !state.isLive};
		}

		case 'focus': {
			return {...state, focus: state.focus === 'tree' ? 'directory' : 'tree'};
		}

		case 'accept': {
			return {...state, isAccepted: true};
		}

		case 'edit':
		case 'refuse': {
			return state.isAccepted ? {...state, isAccepted: false} : state;
		}
	}
}

/** How much of a path is wanted. */
export function wantedOf(selection: FileSelection, path: string): 'all' | 'part' | 'nothing' {
	return isMixed(selection, path) ? 'part' : (isSelected(selection, path) ? 'all' : 'nothing');
}

/** Whether all of the share is wanted. */
export function isEverything(selection: FileSelection): boolean {
	return wantedOf(selection, '') === 'all';
}

/** What is wanted as a whole is not any more; all else is. */
function toggled(selection: FileSelection, path: string): FileSelection {
	return select(selection, path, wantedOf(selection, path) !== 'all');
}
