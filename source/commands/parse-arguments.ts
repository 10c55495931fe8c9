import meow, {type AnyFlag} from 'meow';
import type {ExpectedError} from '../base/errors.ts';
import {
	type Flag, type FlagTable, flagName, type FlagValues,
} from './flags.ts';
import {usageError} from './usage-error.ts';

/** The arguments of one command, checked against its options. */
export type ParsedArguments<Flags extends FlagTable> = {readonly input: readonly string[]; readonly flags: FlagValues<Flags>};

/** A command as far as its arguments go; without parameters it takes options only. */
type Syntax<Flags extends FlagTable> = {readonly name: string; readonly parameters?: string; readonly flags: Flags};

/**
Parses what stands behind a command's name.

@throws {ExpectedError} `usage` for an unknown option, one given twice, and a value that is missing or of the wrong kind.
*/
export function parseArguments<Flags extends FlagTable>(argv: readonly string[], {name, parameters, flags}: Syntax<Flags>): ParsedArguments<Flags> {
	checkNames(argv, {name, parameters, flags});
	const parsed = meow({
		importMeta: import.meta,
		argv,
		description: false,
		help: false,
		autoHelp: false,
		autoVersion: false,
		flags: Object.fromEntries(Object.entries(flags).map(([key, flag]) => [key, meowFlag(flag)])),
	});
	for (const [key, flag] of Object.entries(flags)) {
		for (const value of [parsed.flags[key]].flat()) {
			checkValue(value, {name, key, flag});
		}
	}

	// What the parser made of the table is what FlagValues says of it.
	// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the parser's own types don't know the table
	return {input: parsed.input, flags: parsed.flags as FlagValues<Flags>};
}

/** The version in ferry's package.json. */
export function ferryVersion(): string {
	return meow({
		importMeta: import.meta, argv: [], description: false, help: false,
	}).pkg.version ?? 'unknown';
}

/** Whether a switch stands among the options, whatever else is wrong with them. */
export function isGiven(argv: readonly string[], option: string): boolean {
	const end = argv.indexOf('--');
	return argv.slice(0, end === -1 ? undefined : end).includes(option);
}

function meowFlag({type, shortFlag, isMultiple, isNegated}: Flag): AnyFlag {
	const short = shortFlag === undefined ? {} : {shortFlag};
	if (type === 'boolean') {
		return {type, ...short, default: isNegated === true};
	}

	return isMultiple === true ? {type, ...short, isMultiple} : {type, ...short};
}

/** The parser takes any option, makes a list of one that is repeated, and a guess where a value is missing; so the options are looked at first. */
function checkNames(argv: readonly string[], {name, parameters, flags}: Syntax<FlagTable>): void {
	const known = new Map<string, Flag>();
	for (const [key, flag] of Object.entries(flags)) {
		known.set(flagName(key, flag), flag);
		if (flag.shortFlag !== undefined) {
			known.set(`-${flag.shortFlag}`, flag);
		}
	}

	const seen = new Set<Flag>();
	for (const [index, argument] of argv.entries()) {
		if (argument === '--') {
			break;
		}

		if (!isOption(argument)) {
			continue;
		}

		const [option = '', value] = argument.split('=', 2);
		const flag = known.get(option);
		if (!flag) {
			throw unknownOption(argument, {name, parameters});
		}

		if (flag.type === 'boolean' && value !== undefined) {
			throw usageError(`${option} takes no value.`, name);
		}

		const next = argv[index + 1];
		if (flag.type !== 'boolean' && value === undefined && (next === undefined || isOption(next))) {
			throw usageError(`${option} needs a value: ${flag.placeholder ?? 'TEXT'}.`, name);
		}

		if (seen.has(flag) && flag.isMultiple !== true) {
			throw usageError(`${option} was given twice.`, name);
		}

		seen.add(flag);
	}
}

function unknownOption(argument: string, {name, parameters = ''}: Pick<Syntax<FlagTable>, 'name' | 'parameters'>): ExpectedError {
	const [option = ''] = argument.split('=', 1);
	const advice = /PATH|DIRECTORY/v.test(parameters) ? `If it is a path, put “--” before it: -- ${argument}` : undefined;
	return usageError(`ferry ${name} has no option ${option}.`, name, advice);
}

/** A timer's longest time. */
const mostSeconds = Math.floor((2 ** 31) / 1000);

/** A lone dash is an argument. */
function isOption(argument: string): boolean {
	return argument.length > 1 && argument.startsWith('-');
}

function checkValue(value: unknown, {name, key, flag}: {readonly name: string; readonly key: string; readonly flag: Flag}): void {
	if (flag.type === 'string' && value === '') {
		throw usageError(`${flagName(key, flag)} needs a value: ${flag.placeholder ?? 'TEXT'}.`, name);
	}

	if (flag.type === 'number' && value !== undefined && !(Number.isFinite(value) && Number(value) > 0)) {
		throw usageError(`${flagName(key, flag)} needs a number above 0.`, name);
	}

	if (flag.type === 'number' && Number(value) > mostSeconds) {
		throw usageError(`${flagName(key, flag)} can be ${mostSeconds} at most.`, name);
	}
}
