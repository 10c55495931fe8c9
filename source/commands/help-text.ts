import type {Command} from './command.ts';
import {type Flag, type FlagTable, flagName} from './flags.ts';

/** What `ferry --help` prints. */
export function helpText(commands: readonly Command[]): string {
	return `Send folders and files straight from one computer to others: verified,
resumable, no server in the middle, no second copy on disk.

Usage
  $ ferry                      Open the dashboard, in a terminal
  $ ferry <command> [options]

Commands
${columns(commands.map(({name, parameters, summary}) => [`${name} ${parameters}`.trim(), summary]))}

Options
${columns([['--help, -h', 'Show this help'], ['--version', 'Show the version']])}

  ferry <command> --help tells the options of a command.

Environment
${columns([
	['FERRY_KEY', 'The share key, for commands that are given none'],
	['FERRY_STORE', 'As --store'],
	['FERRY_CONFIG', 'The config file, in place of the usual one'],
	['FERRY_BOOTSTRAP', 'As --bootstrap; several are separated by commas'],
	['FERRY_LAN_INTERFACE', 'Look for peers in the local network of this address only'],
	['NO_COLOR', 'No colours'],
])}

Exit codes
${columns([
	['0', 'Done'],
	['1', 'Failed'],
	['2', 'The command line, the key or the config file can\'t be understood'],
	['3', 'No peer was found in --timeout'],
	['4', 'Not enough disk space'],
	['5', 'The files differ from what was shared'],
	['130', 'Interrupted before it was done'],
	['143', 'Asked to end (SIGTERM) before it was done'],
])}
`;
}

/** What `ferry COMMAND --help` prints. */
export function commandHelpText({name, parameters, summary, description, flags}: Command): string {
	return `${summary}.

Usage
  $ ferry ${name}${parameters === '' ? '' : ` ${parameters}`} [options]

${description === '' ? '' : `${description}\n\n`}Options
${columns(optionRows(flags))}
`;
}

function optionRows(flags: FlagTable): Array<readonly [string, string]> {
	return Object.entries(flags).map(([key, flag]) => [optionText(key, flag), flag.description]);
}

function optionText(key: string, flag: Flag): string {
	const short = flag.shortFlag === undefined ? '' : `, -${flag.shortFlag}`;
	const value = flag.placeholder === undefined ? '' : ` ${flag.placeholder}`;
	return `${flagName(key, flag)}${short}${value}`;
}

function columns(rows: ReadonlyArray<readonly [string, string]>): string {
	const width = Math.max(...rows.map(([term]) => term.length));
	return rows.map(([term, meaning]) => `  ${term.padEnd(width)}  ${meaning}`).join('\n');
}
