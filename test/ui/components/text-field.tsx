import assert from 'node:assert/strict';
import test from 'node:test';
import {type ReactNode, useState} from 'react';
import {TextField} from '../../../source/ui/components/text-field.tsx';
import {useActions} from '../../../source/ui/hooks/use-actions.ts';
import {renderUi} from '../../helpers/render-ui.tsx';

function Sample({onAccept}: {readonly onAccept: (value: string) => void}): ReactNode {
	const [value, setValue] = useState('');
	useActions({
		accept() {
			onAccept(value);
		},
		'next-field'() {
			setValue('/home/');
		},
		'previous-field'() {
			setValue('/');
		},
		quit() {
			onAccept('never');
		},
	});
	return <TextField value={value} width={10} placeholder='a path' onChange={setValue}/>;
}

test('a field takes what is typed and pasted, and leaves Enter to its screen', async t => {
	const accepted: string[] = [];
	const ui = await renderUi(t, <Sample onAccept={value => {
		accepted.push(value);
	}}/>);
	assert.equal(ui.frame(), 'a path', 'the cursor stands where what is typed will begin');
	await ui.press('q', 'é');
	await ui.paste('星\r\n');
	await ui.press('left', 'backspace', 'enter');
	assert.deepEqual(accepted, ['q星']);
});

test('a value from outside is gone on with at its end, and of a long one the part around the cursor is seen', async t => {
	const ui = await renderUi(t, <Sample onAccept={() => undefined}/>);
	await ui.press('tab', 'a', 'd', 'a', '/', 'x');
	assert.equal(ui.frame(), 'ome/ada/x');
	await ui.press('home');
	assert.equal(ui.frame(), '/home/ada');
});

test('a value from outside may be shorter than where the cursor was', async t => {
	const ui = await renderUi(t, <Sample onAccept={() => undefined}/>);
	await ui.press('tab', 'a', 'd', 'a', 'shift+tab');
	assert.equal(ui.frame(), '/');
	await ui.press('x');
	assert.equal(ui.frame(), '/x');
});
