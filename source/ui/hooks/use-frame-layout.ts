import {useMemo} from 'react';
import {type FrameLayout, frameLayout} from '../frame-layout.ts';
import {useEngineState} from './use-engine-state.ts';
import {useFrameSize} from './use-size.ts';

/** How the frame is divided, for a screen that isn't in it yet. */
export function useFrameLayout(): FrameLayout {
	const size = useFrameSize();
	const hasReason = useEngineState(state => state.network.reason !== undefined);
	return useMemo(() => frameLayout(size, hasReason), [size, hasReason]);
}
