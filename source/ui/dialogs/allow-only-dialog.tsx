import {type ReactNode, useMemo, useState} from 'react';
import type {PersonView} from '../../app/engine-state.ts';
import {Dialog} from '../components/dialog.tsx';
import {Line} from '../components/line.tsx';
import {List} from '../components/list/list.tsx';
import {type ListState, useListState} from '../components/list/use-list-state.ts';
import {useActions} from '../hooks/use-actions.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useServices} from '../hooks/use-services.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {DialogProps} from '../navigation.ts';
import {allowedText} from '../rows/allowed-text.ts';
import {offerTargetRow} from '../rows/offer-target-row.ts';
import {nameOf} from '../rows/share-row.ts';
import type {Spans} from '../spans.ts';
import {toggled} from '../toggled.ts';
import {wrapText} from '../wrap-text.ts';
import {Lines} from './lines.tsx';
import {problemLines} from './problem.ts';
import {type Attempt, useAttempt} from './use-attempt.ts';

/** In lines, as many as any terminal has for it. */
const mostRows = 12;

const everybody = 'With nobody picked, whoever has its key may have it.';
const onlyThey = 'Others see a peer that doesn’t have it, key or not. What they have already stays theirs.';
const nobody = 'Whoever has its key may have it. You know nobody yet whom you could pick: close this, and press w to add contacts by their keys.';

/** Says who alone may have a share: those who are picked, or with nobody picked whoever has its key. */
export function AllowOnlyDialog({id, onClose}: DialogProps<'allow-only'>): ReactNode {
	const {engine, messages} = useServices();
	const attempt = useAttempt();
	const share = useEngineState(state => state.shares.find(each => each.id === id));
	const all = useEngineState(state => state.people);
	const names = useEngineState(state => state.peerNames);
	const [before] = useState<readonly string[]>(share?.onlyAllowed ?? []);
	const people = useMemo(() => [
		...all.filter(({isBlocked, peer}) => !isBlocked || before.includes(peer)),
		...before.filter(peer => all.every(each => each.peer !== peer)).map(peer => unknown(peer)),
	], [all, before]);
	const ids = useMemo(() => people.map(({peer}) => peer), [people]);
	const [picked, setPicked] = useState<ReadonlySet<string>>(new Set(before));
	const list = useListState({count: people.length, rows: Math.min(mostRows, people.length), ids});
	const selected = people[list.cursor];
	useActions({
		close: onClose,
		...list.actions,
		...(selected !== undefined && {
			toggle() {
				setPicked(toggled(picked, selected.peer));
			},
			accept() {
				attempt.start(async () => {
					const allowed = picked.size === 0 ? undefined : [...picked];
					await engine.allowOnly(id, allowed);
					messages.say('good', allowed === undefined ? 'Whoever has its key may have it.' : allowedText(allowed, names));
					onClose();
				});
			},
		}),
	});
	return (
		<Dialog
			title={`Who may have ${share === undefined ? 'a share' : nameOf(share)}`}
			hints={people.length === 0 ? ['close'] : ['toggle', 'accept', 'close']} titles={{toggle: 'pick', accept: picked.size === 0 ? 'everybody' : 'only they'}}
		>
			{people.length === 0 ? <Nobody/> : <Body people={people} picked={picked} list={list} attempt={attempt}/>}
		</Dialog>
	);
}

/** Somebody of whom no more than the key is known. */
function unknown(peer: string): PersonView {
	return {
		peer, name: undefined, toldName: undefined, isContact: false, isBlocked: false, isOnline: undefined, isOnLan: false,
	};
}

function Nobody(): ReactNode {
	const {columns, rows} = useSize();
	return <Lines lines={wrapText(nobody, columns, rows).map((text): Spans => [{text, tone: 'dim'}])}/>;
}

type BodyProps = {readonly people: readonly PersonView[]; readonly picked: ReadonlySet<string>; readonly list: ListState; readonly attempt: Attempt};

function Body({people, picked, list, attempt}: BodyProps): ReactNode {
	const {glyphs} = useTheme();
	const {columns, rows} = useSize();
	const notes: readonly Spans[] = attempt.problem === undefined
		? wrapText(picked.size === 0 ? everybody : onlyThey, columns, 2).map((text): Spans => [{text, tone: 'dim'}])
		: problemLines(attempt.problem, {width: columns, rows: 3, glyphs});
	const listRows = Math.max(1, Math.min(mostRows, people.length, rows - notes.length - 1));
	// The dialog may be lower than the list that its keys move in.
	const offset = Math.max(0, Math.min(list.cursor, Math.max(list.offset, list.cursor - listRows + 1)));
	return (
		<>
			<List
				cursor={list.cursor} offset={offset} count={people.length} rows={listRows}
				renderRow={(index, isSelected) => {
					const person = people[index]!;
					return <Line isSelected={isSelected} spans={offerTargetRow(person, {
						width: columns, glyphs, isSelected, isPicked: picked.has(person.peer), status: undefined,
					})}/>;
				}}
			/>
			<Lines lines={[[], ...notes]}/>
		</>
	);
}
