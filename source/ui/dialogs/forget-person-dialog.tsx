import type {ReactNode} from 'react';
import {Confirm} from '../components/confirm.tsx';
import {Dialog} from '../components/dialog.tsx';
import {cutText} from '../fit-text.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useRun} from '../hooks/use-run.ts';
import {useSize} from '../hooks/use-size.ts';
import type {DialogProps} from '../navigation.ts';
import {personLabel} from '../rows/person-row.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {Lines} from './lines.tsx';

/** Forgets a contact, after having said what that means. */
export function ForgetPersonDialog({peer, onClose}: DialogProps<'forget-person'>): ReactNode {
	const engine = useEngine();
	const run = useRun();
	const person = useEngineState(state => state.people.find(each => each.peer === peer));
	const name = cutText(personLabel(peer, person?.name), 40, {cut: 'middle'});
	const forget = (): void => {
		onClose();
		run(async () => engine.removeContact(peer));
	};

	return (
		<Dialog title={`Forget ${name}?`} tone='warning' hints={['close']} titles={{close: 'keep'}} maxWidth={64}>
			<Body
				text={person?.isBlocked
					? 'The name is gone then, and so is the block. Shares stay as they are.'
					: 'The name is gone then, and so is what they have offered and you have not answered. Shares stay as they are. They can’t offer you anything until you add them again.'}
				onYes={forget} onNo={onClose}
			/>
		</Dialog>
	);
}

function Body({text, onYes, onNo}: {readonly text: string; readonly onYes: () => void; readonly onNo: () => void}): ReactNode {
	const {columns} = useSize();
	return (
		<>
			<Lines lines={[...wrapText(text, columns, 5).map((line): Spans => [{text: line}]), []]}/>
			<Confirm yes='forget' no='keep' width={columns} onYes={onYes} onNo={onNo}/>
		</>
	);
}
