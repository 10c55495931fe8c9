import type {ReactNode} from 'react';
import {Dialog} from '../components/dialog.tsx';
import {useActions} from '../hooks/use-actions.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useServices} from '../hooks/use-services.ts';
import {useSize} from '../hooks/use-size.ts';
import {keyHints} from '../key-hints.ts';
import type {DialogProps} from '../navigation.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {Lines} from './lines.tsx';
import {nextTimeText, runningText} from './running-text.ts';

/** Ends the dashboard, after having said what stops with it. Enter and another `q` say yes as well, as nothing is lost. */
export function QuitDialog({onClose}: DialogProps<'quit'>): ReactNode {
	const {quit} = useServices();
	useActions({
		yes: quit, accept: quit, quit, no: onClose, close: onClose,
	});
	return <Dialog title='Quit ferry?' hints={['accept', 'close']} titles={{accept: 'quit', close: 'stay'}} maxWidth={56}><Body/></Dialog>;
}

function Body(): ReactNode {
	const engine = useEngine();
	const {columns, rows} = useSize();
	const shares = useEngineState(state => state.shares);
	// Of several shares a peer may be there for more than one.
	const peers = new Set(shares.flatMap(({id}) => engine.peers(id).filter(({since}) => since > 0).map(({peer}) => peer))).size;
	const lines = (texts: readonly string[]): readonly Spans[] => texts.flatMap(text => wrapText(text, columns)).map(line => [{text: line}]);
	const nextTime = lines(nextTimeText(shares));
	const gap: readonly Spans[] = rows >= 10 + nextTime.length ? [[]] : [];
	// Rather a shorter account of what is running than no word on what becomes of it.
	const room = rows - nextTime.length - (2 * gap.length) - 1;
	const running = [Infinity, 6, 5, 4, 3, 2, 1].map(most => lines(runningText(shares, {most, peers}))).find(each => each.length <= room) ?? [];
	return (
		<Lines lines={[
			...(running.length === 0 ? lines(['Nothing is running.']) : running),
			...(nextTime.length === 0 ? [] : gap),
			...nextTime,
			...gap,
			keyHints(['yes', 'no'], columns, {titles: {yes: 'quit', no: 'stay'}}),
		]}/>
	);
}
