/** Writes into the README what the program says of itself: the help of ferry and of every command, verbatim. */
import {readFileSync, writeFileSync} from 'node:fs';
import {commandHelpText, helpText} from '../source/commands/help-text.ts';
import {commands} from '../source/commands/index.ts';

const readme = new URL('../README.md', import.meta.url);

/** The README with its usage part as it has to be. */
export function withUsage(text: string): string {
	const blocks = [helpText(commands), ...commands.map(command => commandHelpText(command))]
		.map((help, index) => `${index === 0 ? '' : `### ferry ${commands[index - 1]!.name}\n\n`}\`\`\`\n${help}\`\`\`\n`);
	return text.replace(/(?<=<!-- usage -->\n).*(?=<!-- \/usage -->)/sv, () => `\n${blocks.join('\n')}\n`);
}

if (import.meta.main) {
	writeFileSync(readme, withUsage(readFileSync(readme, 'utf8')));
}
