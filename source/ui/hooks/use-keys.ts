import {useContext, useLayoutEffect, useRef} from 'react';
import type {KeyLayer, KeyListener, PasteListener} from '../key-hub.ts';
import {ActiveContext} from '../navigation-context.ts';
import {useServices} from './use-services.ts';

export type KeyOptions = {
	/** Whether it listens at all; also only while its screen is the one that is seen. */
	readonly isActive?: boolean;
	readonly layer?: KeyLayer;
};

/** Takes keys for as long as its screen is the one that is seen. */
export function useKeys(listener: KeyListener, {isActive = true, layer = 'screen'}: KeyOptions = {}): void {
	const {keys} = useServices();
	useListener(listener, keys.onKey, {isActive, layer});
}

/** Takes pasted text for as long as its screen is the one that is seen. */
export function usePastes(listener: PasteListener, {isActive = true, layer = 'screen'}: KeyOptions = {}): void {
	const {keys} = useServices();
	useListener(listener, keys.onPaste, {isActive, layer});
}

function useListener<Value>(
	listener: (value: Value) => boolean,
	subscribe: (layer: KeyLayer, listener: (value: Value) => boolean) => () => void,
	{isActive, layer}: Required<KeyOptions>,
): void {
	const isSeen = useContext(ActiveContext);
	const latest = useRef(listener);
	useLayoutEffect(() => {
		latest.current = listener;
	});
	const isListening = isActive && (isSeen || layer === 'everywhere' || layer === 'first');
	useLayoutEffect(
		() => isListening ? subscribe(layer, value => latest.current(value)) : undefined,
		[isListening, layer, subscribe],
	);
}
