import type {BlockStore} from './block-store.ts';

/** Keeps no block itself: all of them go into the database. */
export const databaseOnly: BlockStore = {
	holds: () => false,
	read: async () => null,
	async write() {
		throw new Error('No block is held outside the database');
	},
	stored() {
		// Nothing is counted.
	},
	clear() {
		// Nothing is held.
	},
};
