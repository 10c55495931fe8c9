/** An option of a command. The help, the parser and the types of the values all come from this. */
export type Flag = {
	readonly type: 'string' | 'boolean' | 'number';
	/** One sentence for the help, without its full stop. */
	readonly description: string;
	/** What stands for the value in the help: `NAME`. */
	readonly placeholder?: string;
	readonly shortFlag?: string;
	readonly isMultiple?: boolean;
	/** Only ever given as `--no-…`; true when it is not. */
	readonly isNegated?: boolean;
};

/** Options by their camel-case names. */
export type FlagTable = Readonly<Record<string, Flag>>;

/** What the options of a table hold once they are parsed. */
export type FlagValues<Table extends FlagTable> = {
	readonly [Name in keyof Table]: Table[Name]['type'] extends 'boolean'
		? boolean
		: Table[Name] extends {readonly isMultiple: true}
			? readonly string[]
			: (Table[Name]['type'] extends 'number' ? number : string) | undefined
};

const helpFlag = {
	help: {type: 'boolean', shortFlag: 'h', description: 'Show this help'},
} as const satisfies FlagTable;

const storeFlag = {
	store: {type: 'string', placeholder: 'DIRECTORY', description: 'Keep ferry\'s own state there'},
} as const satisfies FlagTable;

const placeFlags = {
	bootstrap: {
		type: 'string', placeholder: 'HOST:PORT', isMultiple: true, description: 'Use this DHT node, not the public ones; repeatable',
	},
	tcp: {type: 'boolean', isNegated: true, description: 'Use UDP only, also where TCP would be faster'},
	lan: {type: 'boolean', isNegated: true, description: 'Do not look for peers in the local network'},
	lanOnly: {type: 'boolean', description: 'Look for peers in the local network only'},
	relayThrough: {type: 'string', placeholder: 'KEY', description: 'Go through this relay where there is no direct way'},
	...storeFlag,
} as const satisfies FlagTable;

/** The options of a command that asks peers for something and ends. */
export const searchFlags = {
	timeout: {type: 'number', placeholder: 'SECONDS', description: 'Give up when no peer was found for so long (default 30)'},
} as const satisfies FlagTable;

/** How long such a command looks for a peer, in milliseconds. */
export function searchTimeout({timeout = 30}: FlagValues<typeof searchFlags>): number {
	return timeout * 1000;
}

/** The options of the dashboard. */
export const dashboardFlags = placeFlags;

const quietFlag = {
	quiet: {type: 'boolean', description: 'Print nothing but data and errors, and don\'t ask'},
} as const satisfies FlagTable;

const jsonFlag = {
	json: {type: 'boolean', description: 'Print one JSON object a line, and don\'t ask'},
} as const satisfies FlagTable;

/** The options that every command has. */
export const sharedFlags = {...storeFlag, ...quietFlag, ...helpFlag} as const satisfies FlagTable;

/** The options of a command that is no peer of anybody. */
export const lonelyFlags = {...storeFlag, ...jsonFlag, ...sharedFlags} as const satisfies FlagTable;

/** The options of a command that writes a file's bytes to standard output, where nothing else may stand. */
export const byteFlags = {
	...placeFlags,
	...quietFlag,
	...helpFlag,
} as const satisfies FlagTable;

/** The options that nearly every other command has too. */
export const commonFlags = {
	...placeFlags,
	...jsonFlag,
	...byteFlags,
} as const satisfies FlagTable;

/** How an option is written on the command line: `--keep-history`, `--no-ignore`. */
export function flagName(name: string, {isNegated}: Flag): string {
	return `--${isNegated === true ? 'no-' : ''}${name.replaceAll(/[A-Z]/gv, letter => `-${letter.toLowerCase()}`)}`;
}
