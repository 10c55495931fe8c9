import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {withKeys, withUsage} from '../scripts/write-readme-parts.ts';
import {exitCodes} from '../source/base/errors.ts';
import {commandHelpText, helpText} from '../source/commands/help-text.ts';
import {commands} from '../source/commands/index.ts';
import {everyEvent, everyResult} from './helpers/every-event.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the README has the help verbatim (node scripts/write-readme-parts.ts writes it there)', () => {
	assert.equal(readme, withUsage(readme));
	for (const help of [helpText(commands), ...commands.map(command => commandHelpText(command))]) {
		assert.ok(readme.includes(`\`\`\`\n${help}\`\`\`\n`), help);
	}
});

test('the page about the dashboard has every key (node scripts/write-readme-parts.ts writes them there)', () => {
	const page = readFileSync(new URL('../docs/dashboard.md', import.meta.url), 'utf8');
	assert.equal(page, withKeys(page));
	assert.match(page, /\| `s` \| Share files or folders\. \|/v);
});

test('the README names every event and every field of the JSON output', () => {
	const error = {
		type: 'error', code: '', message: '', hint: '', exitCode: 0,
	};
	const rows = new Map([...readme.matchAll(/^\| `(?<event>[\w\-]+)` \|.*\| (?<fields>.*)\|$/gmv)].map(({groups}) => [groups?.['event'], groups?.['fields']]));
	for (const {type, ...fields} of [...Object.values(everyEvent), ...Object.values(everyResult), error]) {
		const row = rows.get(type);
		assert.notEqual(row, undefined, type);
		const named = [...row!.replaceAll(/\([^\)]*\)/gv, '').matchAll(/`(?<field>\w+)`/gv)].map(({groups}) => groups?.['field']);
		assert.deepEqual(new Set(named), new Set(Object.keys(fields)), type);
	}
});

test('the README and the help name every exit code', () => {
	for (const code of new Set([0, 1, ...Object.values(exitCodes)])) {
		assert.match(readme, new RegExp(String.raw`^\| ${code} \| \S`, 'mv'));
		assert.match(helpText(commands), new RegExp(String.raw`^ {2}${code} +\S`, 'mv'));
	}
});
