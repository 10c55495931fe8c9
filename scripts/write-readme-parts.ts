/** Writes into the documents what the program says of itself: into the README the help of ferry and of every command, verbatim, and into the page about the dashboard its keys. */
import {readFileSync, writeFileSync} from 'node:fs';
import {commandHelpText, helpText} from '../source/commands/help-text.ts';
import {commands} from '../source/commands/index.ts';
import {keyLabel, keymap, type Place} from '../source/ui/keymap.ts';

const readme = new URL('../README.md', import.meta.url);
const dashboard = new URL('../docs/dashboard.md', import.meta.url);

/** The README with its usage part as it has to be. */
export function withUsage(text: string): string {
	const blocks = [helpText(commands), ...commands.map(command => commandHelpText(command))]
		.map((help, index) => `${index === 0 ? '' : `### ferry ${commands[index - 1]!.name}\n\n`}\`\`\`\n${help}\`\`\`\n`);
	return text.replace(/(?<=<!-- usage -->\n).*(?=<!-- \/usage -->)/sv, () => `\n${blocks.join('\n')}\n`);
}

const placeNames: Readonly<Record<Place, string>> = {
	everywhere: 'everywhere',
	list: 'lists',
	shares: 'shares',
	share: 'a share',
	files: 'files',
	picking: 'files being picked',
	people: 'who is there',
	peers: 'peers',
	blocks: 'blocks',
	activity: 'activity',
	history: 'history',
	dialog: 'dialogs',
	form: 'dialogs with fields',
	confirm: 'questions',
	request: 'a peer that asks',
	inbox: 'what peers offer',
	offer: 'an offer',
	key: 'the QR code',
	help: 'the help',
	quit: 'quitting',
	tree: 'the files of an offer',
	field: 'a filter',
};

/** The page about the dashboard with its table of keys as it has to be. */
export function withKeys(text: string): string {
	const rows = keymap.map(({keys, help, places}) => `| ${keys.map(key => `\`${keyLabel(key)}\``).join(', ')} | ${help} | ${places.map(place => placeNames[place]).join(', ')} |`);
	const table = ['| key | what it does | where |', '| --- | --- | --- |', ...rows].join('\n');
	return text.replace(/(?<=<!-- keys -->\n).*(?=<!-- \/keys -->)/sv, () => `\n${table}\n\n`);
}

if (import.meta.main) {
	writeFileSync(readme, withUsage(readFileSync(readme, 'utf8')));
	writeFileSync(dashboard, withKeys(readFileSync(dashboard, 'utf8')));
}
