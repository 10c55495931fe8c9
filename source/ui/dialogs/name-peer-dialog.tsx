import {type ReactNode, useState} from 'react';
import {Dialog} from '../components/dialog.tsx';
import {useActions} from '../hooks/use-actions.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {DialogProps} from '../navigation.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {FieldRow} from './field-row.tsx';
import {Lines} from './lines.tsx';
import {problemLines} from './problem.ts';
import {type Attempt, useAttempt} from './use-attempt.ts';

/** Gives a peer a name that only this user sees, or takes it back. */
export function NamePeerDialog({peer, onClose}: DialogProps<'name-peer'>): ReactNode {
	const engine = useEngine();
	const attempt = useAttempt();
	const [before] = useState(engine.getState().peerNames[peer] ?? '');
	const [name, setName] = useState(before);
	useActions({
		close: onClose,
		accept() {
			attempt.start(async () => {
				await engine.namePeer(peer, name.trim());
				onClose();
			});
		},
	});
	return (
		<Dialog title='Name a peer' hints={['accept', 'close']} titles={{accept: name.trim() === '' ? (before === '' ? 'leave it' : 'take it away') : 'name it'}}>
			<Body peer={peer} name={name} attempt={attempt} onChange={setName}/>
		</Dialog>
	);
}

type BodyProps = {readonly peer: string; readonly name: string; readonly attempt: Attempt; readonly onChange: (name: string) => void};

function Body({peer, name, attempt, onChange}: BodyProps): ReactNode {
	const {glyphs} = useTheme();
	const {columns} = useSize();
	const notes = attempt.problem === undefined
		? wrapText('Only you see this name. It stays for all shares, and whoever has one may offer you something.', columns).map((text): Spans => [{text, tone: 'dim'}])
		: problemLines(attempt.problem, {width: columns, rows: 3, glyphs});
	return (
		<>
			<Lines lines={[...wrapText(peer, columns).map((text): Spans => [{text, tone: 'dim'}]), []]}/>
			<FieldRow label='Name' labelWidth={6} width={columns} value={name} placeholder='who it is' onChange={onChange}/>
			<Lines lines={[[], ...notes]}/>
		</>
	);
}
