import {type ReactNode, useState} from 'react';
import {Dialog} from '../components/dialog.tsx';
import {useActions} from '../hooks/use-actions.ts';
import {useEngine} from '../hooks/use-engine.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import type {DialogProps} from '../navigation.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {FieldRow} from './field-row.tsx';
import {Lines} from './lines.tsx';
import {problemLines} from './problem.ts';
import {type Attempt, useAttempt} from './use-attempt.ts';

type Focus = 'name' | 'lan';

/** What the user is called when they offer something, and whether ferries of the local network may offer them something. */
export function OwnNameDialog({onClose}: DialogProps<'own-name'>): ReactNode {
	const engine = useEngine();
	const attempt = useAttempt();
	const [before] = useState(() => engine.getState());
	const [name, setName] = useState(before.ownName);
	const [lanOffers, setLanOffers] = useState(before.lanOffers);
	const [focus, setFocus] = useState<Focus>('name');
	const other = (): void => {
		setFocus(focus === 'name' ? 'lan' : 'name');
	};

	useActions({
		close: onClose,
		accept() {
			attempt.start(async () => {
				if (name.trim() !== before.ownName) {
					await engine.setOwnName(name.trim());
				}

				if (lanOffers !== before.lanOffers) {
					await engine.setLanOffers(lanOffers);
				}

				onClose();
			});
		},
		'next-field': other, 'previous-field': other, up: other, down: other,
		...(focus === 'lan' && {
			toggle() {
				setLanOffers(!lanOffers);
			},
		}),
	});
	return (
		<Dialog
			title='You' hints={[...(focus === 'lan' ? ['toggle'] as const : []), 'accept', 'next-field', 'close']}
			titles={{accept: 'keep it', toggle: lanOffers ? 'not any more' : 'allow', 'next-field': focus === 'name' ? 'local network' : 'name'}}
		>
			<Body
				name={name} lanOffers={lanOffers} focus={focus} attempt={attempt} onChange={changed => {
					attempt.clear();
					setName(changed);
				}}
			/>
		</Dialog>
	);
}

type BodyProps = {readonly name: string; readonly lanOffers: boolean; readonly focus: Focus; readonly attempt: Attempt; readonly onChange: (name: string) => void};

const explained = 'Contacts are told your name. With the local network allowed, ferries there that allow it, too, see you.';

function Body({name, lanOffers, focus, attempt, onChange}: BodyProps): ReactNode {
	const {glyphs} = useTheme();
	const {columns, rows} = useSize();
	const ownKey = useEngineState(state => state.ownKey);
	const isLan = focus === 'lan';
	const gap: readonly Spans[] = rows >= 10 ? [[]] : [];
	const lan: Spans = [
		{text: isLan ? glyphs.cursor : ' ', tone: 'accent', spoken: isLan ? 'selected:' : ''},
		{text: `${lanOffers ? glyphs.chosen : glyphs.notChosen} `, tone: lanOffers ? 'accent' : 'dim', spoken: lanOffers ? 'on:' : 'off:'},
		{text: columns < 60 ? 'the local network may offer things' : 'ferries of the local network may offer me something', tone: lanOffers || isLan ? 'plain' : 'dim'},
	];
	const notes = attempt.problem === undefined
		? wrapText(explained, columns, Math.max(2, rows - 5 - (gap.length * 2))).map((text): Spans => [{text, tone: 'dim'}])
		: problemLines(attempt.problem, {width: columns, rows: 3, glyphs});
	return (
		<>
			<FieldRow label='Name' labelWidth={6} width={columns} value={name} isActive={!isLan} placeholder='what you are called' onChange={onChange}/>
			<Lines lines={[...gap, lan, ...gap, ...wrapText(`Your key: ${ownKey}`, columns).map((text): Spans => [{text}]), ...notes]}/>
		</>
	);
}
