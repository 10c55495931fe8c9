import {
	type ReactNode, useEffect, useMemo, useReducer, useState,
} from 'react';
import type {ShareOffer, ShareState} from '../../app/engine-state.ts';
import {Dialog} from '../components/dialog.tsx';
import {Line} from '../components/line.tsx';
import {useActions} from '../hooks/use-actions.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useFileTree} from '../hooks/use-file-tree.ts';
import {useNavigation} from '../hooks/use-navigation.ts';
import type {ActionId} from '../keymap.ts';
import type {DialogProps} from '../navigation.ts';
import {nameOf} from '../rows/share-row.ts';
import {statusSentence} from '../rows/share-status.ts';
import {OfferBody} from './offer-body.tsx';
import {keepOfferDraft, offerDraft} from './offer-draft.ts';
import {changeOffer, offerState} from './offer-state.ts';
import {obstacleOf} from './offer-sum.ts';
import {useAttempt} from './use-attempt.ts';
import {useOfferSum} from './use-offer-sum.ts';
import {usePathInput} from './use-path-input.ts';

/** What a share holds, before anything of it is written: the user chooses files and a place for them. */
export function OfferDialog({id, onClose}: DialogProps<'offer'>): ReactNode {
	const share = useEngineState(state => state.shares.find(each => each.id === id));
	if (share === undefined) {
		return null;
	}

	return share.offer === undefined ? <Answered share={share} onClose={onClose}/> : <OpenOffer share={share} offer={share.offer} onClose={onClose}/>;
}

function OpenOffer({share, offer, onClose}: {readonly share: ShareState; readonly offer: ShareOffer; readonly onClose: () => void}): ReactNode {
	const engine = useEngine();
	const {push} = useNavigation();
	const attempt = useAttempt();
	const files = useFileTree();
	const [draft] = useState(() => offerDraft(engine, share.id));
	const [state, change] = useReducer(changeOffer, {isLive: share.isLive, ...draft}, offerState);
	const [isOnFolder, setOnFolder] = useState(false);
	const {
		focus, selection, isLive, isAccepted,
	} = state;
	const input = usePathInput(draft?.directory ?? offer.directory, {isActive: focus === 'directory', onlyDirectories: true});
	const typed = input.text.trim();
	const directory = typed === '' || typed === offer.directory ? undefined : typed;
	const answer = useMemo(() => ({directory, selection}), [directory, selection]);
	const counted = useOfferSum(share.id, answer, offer);
	const obstacle = counted.problem === undefined ? obstacleOf(counted.sum, selection, offer) : undefined;
	const {isCounting} = counted;
	const {start} = attempt;
	useEffect(() => {
		keepOfferDraft(engine, share.id, {selection, isLive, directory: input.text});
	}, [engine, share.id, selection, isLive, input.text]);
	useEffect(() => {
		if (!isAccepted || isCounting) {
			return;
		}

		change({kind: 'refuse'});
		if (obstacle === undefined) {
			start(async () => {
				await engine.answerOffer(share.id, {...answer, isLive});
				keepOfferDraft(engine, share.id, undefined);
				onClose();
			});
		}
	}, [isAccepted, isCounting, obstacle, start, engine, share.id, answer, isLive, onClose]);
	const switchFocus = (): void => {
		change({kind: 'focus'});
	};

	const isTyping = focus === 'directory';
	const completes = isTyping && input.canComplete && typed !== '' && typed !== offer.directory;
	const accept = (): void => {
		if (isTyping && input.chosen !== undefined) {
			input.complete();
		} else {
			change({kind: 'accept'});
		}
	};

	useActions({
		close: onClose,
		'next-field': completes || (isTyping && input.chosen !== undefined) ? input.complete : switchFocus,
		'previous-field': switchFocus,
		...(isTyping
			? {
				up() {
					input.move(-1);
				},
				down() {
					if (input.candidates.length > 0) {
						input.move(1);
					} else {
						switchFocus();
					}
				},
			}
			: {
				follow() {
					change({kind: 'follow'});
				},
				remove() {
					push({kind: 'confirm-remove', id: share.id});
				},
			}),
	});
	// Enter accepts in the tree, too, where folders are opened by the arrow: it is asked before the tree is.
	useActions({accept}, {layer: 'field'});
	const canAccept = (isTyping && input.chosen !== undefined) || obstacle === undefined;
	const hints: readonly ActionId[] = isTyping
		? [...(canAccept ? ['accept'] as const : []), 'next-field', ...(input.candidates.length > 0 ? ['down'] as const : []), 'close']
		: [...(canAccept ? ['accept'] as const : []), 'toggle', 'next-field', 'follow', 'remove', ...(isOnFolder ? ['expand-folder'] as const : []), 'close'];
	return (
		<Dialog
			title={`Get ${nameOf(share)}`} maxWidth={96}
			hints={attempt.isRunning ? ['close'] : hints}
			titles={{
				accept: isTyping && input.chosen !== undefined ? 'take it' : 'get',
				'next-field': isTyping ? (completes ? 'complete' : 'files') : 'place',
				down: 'pick',
				follow: isLive ? 'don’t follow' : 'follow',
				remove: 'decline',
				close: 'later',
			}}
		>
			<OfferBody
				share={share} offer={offer} state={state} files={files} input={input} counted={counted} obstacle={obstacle} attempt={attempt}
				onType={text => {
					attempt.clear();
					change({kind: 'edit'});
					input.type(text);
				}}
				onFolder={setOnFolder}
				onToggle={path => {
					attempt.clear();
					change({kind: 'toggle', path});
				}}
			/>
		</Dialog>
	);
}

/** It was answered elsewhere, or the share has stopped. */
function Answered({share, onClose}: {readonly share: ShareState; readonly onClose: () => void}): ReactNode {
	useActions({close: onClose});
	return (
		<Dialog title={`Get ${nameOf(share)}`} hints={['close']} titles={{close: 'close'}}>
			<Line spans={[{text: share.problem?.message ?? statusSentence(share)}]}/>
			{share.problem && <Line spans={[{text: share.problem.hint, tone: 'dim'}]}/>}
		</Dialog>
	);
}
