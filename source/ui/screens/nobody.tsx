import {Box} from 'ink';
import type {ReactNode} from 'react';
import {Line} from '../components/line.tsx';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useSize} from '../hooks/use-size.ts';
import {actionOf} from '../keymap.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';

/** What somebody sees who knows nobody yet: what to press, and their own key to give away. */
export function Nobody(): ReactNode {
	const {columns, rows} = useSize();
	const ownKey = useEngineState(state => state.ownKey);
	const lanOffers = useEngineState(state => state.lanOffers);
	const key = (id: 'add-person' | 'copy-own-key' | 'own-name', text: string): Spans => [{text: actionOf(id).keys[0]!, tone: 'accent'}, {text: `  ${text}`}];
	const isNarrow = columns < 72;
	const lines: readonly Spans[] = [
		[{text: 'You know nobody yet.', tone: 'strong'}],
		...(rows >= 10 ? [[]] : []),
		key('add-person', isNarrow ? 'add somebody by their key' : 'add somebody by their key, as they see it here or with “ferry id”'),
		key('copy-own-key', isNarrow ? 'copy your own key for them' : 'copy your own key, by which they add you'),
		key('own-name', lanOffers ? 'say what you are called' : (isNarrow ? 'see the local network' : 'say what you are called, or see who is in the local network')),
		[],
		...wrapText(`Your key: ${ownKey}`, columns).map((text): Spans => [{text, tone: 'dim'}]),
	];
	return (
		<Box flexDirection='column' width={columns} height={rows} alignItems='center' justifyContent='center'>
			<Box flexDirection='column'>
				{lines.map((spans, index) => <Line key={index} spans={spans}/>)}
			</Box>
		</Box>
	);
}
