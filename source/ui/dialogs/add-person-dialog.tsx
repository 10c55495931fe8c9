import {type ReactNode, useState} from 'react';
import {Dialog} from '../components/dialog.tsx';
import {useActions} from '../hooks/use-actions.ts';
import {useEngineState} from '../hooks/use-engine-state.ts';
import {useServices} from '../hooks/use-services.ts';
import {useSize} from '../hooks/use-size.ts';
import {useTheme} from '../hooks/use-theme.ts';
import {keyText} from '../key-in.ts';
import type {DialogProps} from '../navigation.ts';
import type {Spans} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import {FieldRow} from './field-row.tsx';
import {Lines} from './lines.tsx';
import {problemLines} from './problem.ts';
import {type Attempt, useAttempt} from './use-attempt.ts';

type Field = 'key' | 'name';

type Input = Readonly<Record<Field, string>>;

/** Makes somebody a contact by their key, under a name of the user's own. */
export function AddPersonDialog({text = '', onClose}: DialogProps<'add-person'>): ReactNode {
	const {engine, messages} = useServices();
	const attempt = useAttempt();
	const [input, setInput] = useState<Input>({key: text, name: ''});
	const [focus, setFocus] = useState<Field>(text === '' ? 'key' : 'name');
	const other = (): void => {
		setFocus(focus === 'key' ? 'name' : 'key');
	};

	useActions({
		close: onClose,
		accept() {
			if (focus === 'key' && input.name.trim() === '') {
				setFocus('name');
				return;
			}

			attempt.start(async () => {
				await engine.addContact(keyText(input.key), input.name);
				messages.say('good', 'Added. Give them your own key, too, so that they can add you: c copies it.');
				onClose();
			});
		},
		'next-field': other, 'previous-field': other, up: other, down: other,
	});
	return (
		<Dialog
			title='Add a contact' hints={['accept', 'next-field', 'close']}
			titles={{accept: focus === 'key' && input.name.trim() === '' ? 'go on' : 'add', 'next-field': focus === 'key' ? 'name' : 'key'}}
		>
			<Body
				input={input} focus={focus} attempt={attempt} onChange={changed => {
					attempt.clear();
					setInput(before => ({...before, ...changed}));
				}}
			/>
		</Dialog>
	);
}

const labelWidth = 6;

type BodyProps = {readonly input: Input; readonly focus: Field; readonly attempt: Attempt; readonly onChange: (changed: Partial<Input>) => void};

function Body({input, focus, attempt, onChange}: BodyProps): ReactNode {
	const {glyphs} = useTheme();
	const {columns, rows} = useSize();
	const ownKey = useEngineState(state => state.ownKey);
	const notes: readonly Spans[] = attempt.problem === undefined
		? wrapText(`Whoever you add may offer you shares. They see their key with “ferry id”, or in their dashboard. Yours is ${ownKey}`, columns, rows - 3).map((text): Spans => [{text, tone: 'dim'}])
		: problemLines(attempt.problem, {width: columns, rows: 4, glyphs});
	return (
		<>
			<FieldRow
				label='Key' labelWidth={labelWidth} width={columns} value={input.key} isActive={focus === 'key'} placeholder='64 letters and digits' readPaste={pasted => keyText(pasted)}
				onChange={key => {
					onChange({key});
				}}
			/>
			<FieldRow
				label='Name' labelWidth={labelWidth} width={columns} value={input.name} isActive={focus === 'name'} placeholder='who it is, as only you see it'
				onChange={name => {
					onChange({name});
				}}
			/>
			<Lines lines={[[], ...notes]}/>
		</>
	);
}
