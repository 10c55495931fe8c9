import type {ReactNode} from 'react';
import type {PeerRequest, ShareState} from '../../app/engine-state.ts';
import {count, duration} from '../../base/format.ts';
import {Dialog} from '../components/dialog.tsx';
import {Line} from '../components/line.tsx';
import {cutText, fitText, safeText} from '../fit-text.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useRun} from '../hooks/use-run.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTicker} from '../hooks/use-ticker.ts';
import {keyHints} from '../key-hints.ts';
import type {DialogProps} from '../navigation.ts';
import {nameOf} from '../rows/share-row.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {Lines} from './lines.tsx';

/** A peer asks for a share: says who it is, and takes the user's word. */
export function RequestDialog({id, peer, onClose}: DialogProps<'request'>): ReactNode {
	const engine = useEngine();
	const run = useRun();
	const share = useEngineState(state => state.shares.find(each => each.id === id));
	const request = share?.requests.find(each => each.peer === peer);
	const others = share?.requests.filter(each => each.peer !== peer) ?? [];
	const answer = (isAllowed: boolean) => () => {
		// Not over to the next one: a key pressed twice would let in somebody whom nobody has looked at.
		onClose();
		run(async () => engine.answerPeer(id, peer, isAllowed));
	};

	useActions({close: onClose, ...(request === undefined ? {} : {allow: answer(true), refuse: answer(false)})});
	return (
		<Dialog title='A peer asks' hints={['close']} titles={{close: request === undefined ? 'close' : 'later'}}>
			{share === undefined || request === undefined
				? <Line spans={[{text: 'It doesn’t ask any more.', tone: 'dim'}]}/>
				: <Body share={share} request={request} others={others.length}/>}
		</Dialog>
	);
}

const labelWidth = 9;

/** What a no can't do. */
const elsewhere = 'Your answer is for this computer. Who has the key may also get the share from others who have it.';

function Body({share, request: {peer, address, since}, others}: {readonly share: ShareState; readonly request: PeerRequest; readonly others: number}): ReactNode {
	const {columns, rows} = useSize();
	const name = useEngineState(state => state.peerNames[peer]);
	const now = useTicker(1000);
	const isNarrow = columns < labelWidth + peer.length;
	const label = (text: string): Spans => [{text: fitText(text, labelWidth), tone: 'dim'}];
	const cut = (text: string, width: number): string => cutText(safeText(text), width, {cut: 'middle'});
	// A key that has a line of its own can be selected as a whole.
	const key = wrapText(peer, isNarrow ? columns : columns - labelWidth).map((text, index): Spans => isNarrow ? [{text}] : [...label(index === 0 ? 'key' : ''), {text}]);
	return (
		<Lines lines={[
			[{text: cut(`Somebody wants to have “${nameOf(share)}”.`, columns), tone: 'strong'}],
			...(rows >= 10 ? [[]] : []),
			...(name === undefined ? [] : [[...label('name'), {text: cut(name, columns - labelWidth), tone: 'accent' as const}]]),
			...key,
			[...label('address'), {text: cut(address, columns - labelWidth)}],
			[...label('asks for'), {text: duration(Math.max(1, Math.floor((now - since) / 1000)) * 1000)}],
			...(rows >= 10 ? [[]] : []),
			...(rows >= 10 ? [...wrapText(elsewhere, columns, 3).map((text): Spans => [{text, tone: 'dim'}]), []] : []),
			keyHints(['allow', 'refuse'], columns),
			...(others > 0 ? [[{text: `${count(others, 'other peer')} ${others === 1 ? 'asks' : 'ask'} as well.`, tone: 'dim' as const}]] : []),
		]}/>
	);
}
