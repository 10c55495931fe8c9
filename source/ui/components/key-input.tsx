import {useInput, usePaste, useStdin} from 'ink';
import type {ReactNode} from 'react';
import {useServices} from '../hooks/use-services.ts';
import {readKeys} from '../key-press.ts';

/** Takes keys and pasted text from the terminal, the only place that does, where the terminal gives single keys at all. */
export function KeyInput(): ReactNode {
	const {keys} = useServices();
	const {isRawModeSupported: isActive} = useStdin();
	useInput((input, key) => {
		const read = readKeys(input, key);
		if (typeof read === 'string') {
			keys.paste(read);
		} else {
			keys.press(read);
		}
	}, {isActive});
	usePaste(text => {
		keys.paste(text);
	}, {isActive});
	return null;
}
