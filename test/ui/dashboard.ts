import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {builtFerry} from '../helpers/built-ferry.ts';
import {isDeno} from '../helpers/runtime.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What only React for developers says and has. */
const forDevelopers = /Each child in a list should have a unique|react[_\-]stack[_\-]bottom[_\-]frame|react(?:-reconciler|-jsx-runtime)?\.development\.js/v;

test('what users run has React as it is for production, and nothing of the one for developers', () => {
	const directory = path.dirname(builtFerry());
	const texts = globSync('*.js', {cwd: directory}).map(name => readFileSync(path.join(directory, name), 'utf8'));
	assert.ok(texts.some(text => text.includes('Minified React error')), 'React is there');
	assert.ok(texts.every(text => !forDevelopers.test(text)));
	assert.ok(texts.every(text => !/process(?:\$\d)?\.env\.NODE_ENV (?:!==|===) ["']production["']/v.test(text)), 'nothing is decided when it runs');
	assert.match(readFileSync(path.join(root, 'node_modules/react/cjs/react.development.js'), 'utf8'), forDevelopers, 'that one can be told');
});

test('run from its sources, the dashboard has React for production too', async () => {
	const {NODE_ENV: _, ...env} = process.env;
	const code = `
		import {runDashboard} from './source/ui/dashboard.tsx';
		// Without a terminal it fails, after React is loaded.
		await runDashboard({}).catch(() => undefined);
		const React = await import('react');
		console.log(process.env.NODE_ENV, typeof React.act, typeof React.captureOwnerStack);
	`;
	const evaluate = isDeno ? ['eval', '--quiet', code] : ['--no-warnings', '--import', './scripts/load-tsx.ts', '--input-type=module', '--eval', code];
	const {stdout} = await promisify(execFile)(process.execPath, evaluate, {cwd: root, env});
	assert.equal(stdout.trim(), 'production undefined undefined');
});
