import {useContext} from 'react';
import {BodySizeContext, FrameSizeContext, type Size} from '../size-context.ts';

/** What the screen, or the inside of a dialog, may fill. */
export function useSize(): Size {
	return useContext(BodySizeContext);
}

/** The whole frame, which is one row less than the terminal. */
export function useFrameSize(): Size {
	return useContext(FrameSizeContext);
}
