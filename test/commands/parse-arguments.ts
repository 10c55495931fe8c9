import assert from 'node:assert/strict';
import test from 'node:test';
import {commonFlags, type FlagTable} from '../../source/commands/flags.ts';
import {ferryVersion, isGiven, parseArguments} from '../../source/commands/parse-arguments.ts';

const flags = {
	name: {type: 'string', placeholder: 'NAME', description: 'A name'},
	only: {type: 'string', isMultiple: true, description: 'Globs'},
	yes: {type: 'boolean', shortFlag: 'y', description: 'Yes'},
	keepBoth: {type: 'boolean', description: 'Both'},
	ignore: {type: 'boolean', isNegated: true, description: 'Ignore nothing'},
	timeout: {type: 'number', placeholder: 'SECONDS', description: 'Time'},
	...commonFlags,
} as const satisfies FlagTable;

const nothing = {
	name: undefined, only: [], yes: false, keepBoth: false, ignore: true, timeout: undefined,
	bootstrap: [], tcp: true, lan: true, lanOnly: false, relayThrough: undefined, store: undefined, json: false, quiet: false, help: false,
};

function parse(...argv: string[]) {
	const {input, flags: values} = parseArguments(argv, {name: 'get', flags});
	const known = Object.entries(values).filter(([key]) => key in flags);
	return {...nothing, input, ...Object.fromEntries(known)};
}

test('arguments and options are told apart', () => {
	const table: ReadonlyArray<readonly [string[], Record<string, unknown>]> = [
		[[], {input: []}],
		[['a', 'b'], {input: ['a', 'b']}],
		[['007', '1e3', '0x10', '-', ''], {input: ['007', '1e3', '0x10', '-', '']}],
		[['--', '--name', '-x'], {input: ['--name', '-x']}],
		[['--name', 'a b', 'c'], {input: ['c'], name: 'a b'}],
		[['--name=a=b'], {input: [], name: 'a=b'}],
		[['--name', '"quoted"'], {input: [], name: '"quoted"'}],
		[['--name', '12'], {input: [], name: '12'}],
		[['--only', '*.a', 'x', '--only=*.b'], {input: ['x'], only: ['*.a', '*.b']}],
		[['-y', '--keep-both', 'a'], {input: ['a'], yes: true, keepBoth: true}],
		[['--no-ignore', 'a'], {input: ['a'], ignore: false}],
		[['--timeout', '1.5'], {input: [], timeout: 1.5}],
		[['--bootstrap', 'a:1', '--bootstrap', 'b:2'], {input: [], bootstrap: ['a:1', 'b:2']}],
	];
	for (const [argv, expected] of table) {
		assert.deepEqual(parse(...argv), {...nothing, ...expected}, argv.join(' '));
	}
});

test('what can\'t be understood is named, with the way to the help', () => {
	const table: ReadonlyArray<readonly [string[], RegExp]> = [
		[['--foo'], /^ferry get has no option --foo\.$/v],
		[['a', '--foo=bar'], /no option --foo\./v],
		[['-x'], /no option -x\./v],
		[['-yx'], /no option -yx\./v],
		[['--keepBoth'], /no option --keepBoth\./v],
		[['--ignore'], /no option --ignore\./v],
		[['--no-json'], /no option --no-json\./v],
		[['--__proto__', 'a'], /no option --__proto__\./v],
		[['--name', 'a', '--name', 'b'], /^--name was given twice\.$/v],
		[['--json', '--json'], /^--json was given twice\.$/v],
		[['--json=yes'], /^--json takes no value\.$/v],
		[['--name'], /^--name needs a value: NAME\.$/v],
		[['--name', ''], /^--name needs a value: NAME\.$/v],
		[['--name', '--json'], /^--name needs a value: NAME\.$/v],
		[['--only', ''], /^--only needs a value/v],
		[['--timeout'], /^--timeout needs a value: SECONDS\.$/v],
		[['--timeout', 'soon'], /^--timeout needs a number above 0\.$/v],
		[['--timeout', '5s'], /^--timeout needs a number above 0\.$/v],
		[['--timeout', '0'], /^--timeout needs a number above 0\.$/v],
		[['--timeout=-1'], /^--timeout needs a number above 0\.$/v],
		[['--timeout', 'Infinity'], /^--timeout needs a number above 0\.$/v],
	];
	for (const [argv, message] of table) {
		assert.throws(() => parse(...argv), {code: 'usage', message, hint: 'See: ferry get --help'}, argv.join(' '));
	}
});

test('a path that begins with a dash is told what to stand behind, where there are paths', () => {
	const table: ReadonlyArray<readonly [parameters: string, argument: string, hint: string]> = [
		['[KEY] [PATH]', '-dash', 'See: ferry cat --help. If it is a path, put “--” before it: -- -dash'],
		['PATH… | -', '--dash=1.txt', 'See: ferry cat --help. If it is a path, put “--” before it: -- --dash=1.txt'],
		['[KEY] [DIRECTORY]', '-d', 'See: ferry cat --help. If it is a path, put “--” before it: -- -d'],
		['[KEY]', '-dash', 'See: ferry cat --help'],
		['', '-dash', 'See: ferry cat --help'],
	];
	for (const [parameters, argument, hint] of table) {
		assert.throws(() => parseArguments(['key', argument], {name: 'cat', parameters, flags}), {code: 'usage', hint}, argument);
	}
});

test('a switch counts only among the options', () => {
	assert.equal(isGiven(['share', '--json'], '--json'), true);
	assert.equal(isGiven(['share', '--', '--json'], '--json'), false);
	assert.equal(isGiven(['share', 'json'], '--json'), false);
});

test('the version is that of the package', () => {
	assert.match(ferryVersion(), /^\d+\.\d+\.\d+/v);
});
