import type {ReactNode} from 'react';
import {useActions} from '../hooks/use-actions.ts';
import {keyHints} from '../key-hints.ts';
import {Line} from './line.tsx';

export type ConfirmProps = {
	/** What `y` does, in a word or two. */
	readonly yes: string;
	readonly no?: string;
	readonly width: number;
	readonly onYes: () => void;
	readonly onNo: () => void;
};

/** The end of a question: `y` and `n`, and Escape for no. Enter does nothing, so that nobody agrees by accident. */
export function Confirm({yes, no = 'cancel', width, onYes, onNo}: ConfirmProps): ReactNode {
	useActions({yes: onYes, no: onNo, close: onNo});
	return <Line spans={keyHints(['yes', 'no'], width, {titles: {yes, no}})}/>;
}
