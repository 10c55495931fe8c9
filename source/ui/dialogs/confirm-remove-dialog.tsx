import type {ReactNode} from 'react';
import type {ShareState} from '../../app/engine-state.ts';
import {Confirm} from '../components/confirm.tsx';
import {Dialog} from '../components/dialog.tsx';
import {cutText, safeText} from '../fit-text.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useRun} from '../hooks/use-run.ts';
import {useServices} from '../hooks/use-services.ts';
import {useSize} from '../hooks/use-size.ts';
import type {DialogProps} from '../navigation.ts';
import {nameOf} from '../rows/share-row.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {Lines} from './lines.tsx';
import {removalText, removedText} from './removal-text.ts';

/** Forgets a share, or says no to one that was offered, after having said what that means. */
export function ConfirmRemoveDialog({id, onClose}: DialogProps<'confirm-remove'>): ReactNode {
	const share = useEngineState(state => state.shares.find(each => each.id === id));
	return share === undefined ? null : <Question share={share} onClose={onClose}/>;
}

function Question({share, onClose}: {readonly share: ShareState; readonly onClose: () => void}): ReactNode {
	const engine = useEngine();
	const {messages} = useServices();
	const run = useRun();
	const {id, status} = share;
	const name = cutText(safeText(nameOf(share)), 40, {cut: 'middle'});
	const isOffer = status === 'offered';
	const remove = (): void => {
		onClose();
		run(async () => {
			if (isOffer) {
				await engine.answerOffer(id, undefined);
			}

			messages.say('info', removedText(name, isOffer ? 0 : await engine.remove(id)));
		});
	};

	return (
		<Dialog title={`${isOffer ? 'Decline' : 'Remove'} ${name}?`} tone='warning' hints={['close']} titles={{close: 'keep it'}} maxWidth={64}>
			<Body share={share} yes={isOffer ? 'decline' : 'remove'} onYes={remove} onNo={onClose}/>
		</Dialog>
	);
}

type BodyProps = {readonly share: ShareState; readonly yes: string; readonly onYes: () => void; readonly onNo: () => void};

function Body({share, yes, onYes, onNo}: BodyProps): ReactNode {
	const {columns} = useSize();
	return (
		<>
			<Lines lines={removalText(share).flatMap(text => wrapText(text, columns, 3)).map((text): Spans => [{text}])}/>
			<Lines lines={[[]]}/>
			<Confirm yes={yes} no='keep it' width={columns} onYes={onYes} onNo={onNo}/>
		</>
	);
}
