import {Box} from 'ink';
import type {ReactNode} from 'react';
import {Line} from '../components/line.tsx';
import {useSize} from '../hooks/use-size.ts';
import {actionOf} from '../keymap.ts';
import type {Spans} from '../spans.ts';

/** What somebody sees who has no shares yet: what ferry is for, and what to press. */
export function Welcome(): ReactNode {
	const {columns, rows} = useSize();
	const key = (id: 'share' | 'get' | 'people' | 'help', text: string): Spans => [{text: actionOf(id).keys[0]!, tone: 'accent'}, {text: `  ${text}`}];
	const lines: readonly Spans[] = columns < 60
		? [
			[{text: 'Nothing is shared yet.', tone: 'strong'}],
			[],
			key('share', 'share a folder or files'),
			key('get', 'get what was shared'),
			key('people', 'pick whom to send it to'),
			key('help', 'see every key'),
		]
		: [
			[{text: 'Nothing is shared or received yet.', tone: 'strong'}],
			[],
			key('share', 'share a folder or files; you get a key to send'),
			key('get', 'get what somebody has shared; or just paste the key'),
			key('people', 'see who is there, to offer them something'),
			key('help', 'see every key'),
			[],
			[{text: 'Files go straight from one computer to the other,', tone: 'dim'}],
			[{text: 'checked byte by byte. What breaks off goes on later.', tone: 'dim'}],
		];
	return (
		<Box flexDirection='column' width={columns} height={rows} alignItems='center' justifyContent='center'>
			<Box flexDirection='column'>
				{lines.map((spans, index) => <Line key={index} spans={spans}/>)}
			</Box>
		</Box>
	);
}
