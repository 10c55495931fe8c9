import type {ShareState} from '../../app/engine-state.ts';

/** What the tabs of a share are given: the share, and the room they have. */
export type TabProps = {
	readonly share: ShareState;
	readonly columns: number;
	readonly rows: number;
};
