import {displayText} from '../base/display-text.ts';
import {type Command, type CommandContext, defineCommand} from './command.ts';
import {commonFlags} from './flags.ts';
import {usageError} from './usage-error.ts';
import {type People, waitForPeople} from './wait-for-people.ts';

const flags = {
	lanOffers: {type: 'string', placeholder: 'on|off', description: 'Whether others in this network may offer you something'},
	timeout: {type: 'number', placeholder: 'SECONDS', description: 'How long to look for them (default 3)'},
	...commonFlags,
} as const;

/** The people whom the user knows. */
export const peers: Command = defineCommand({
	name: 'peers',
	parameters: '[VERB PEER]',
	maximum: 3,
	summary: 'List the people you know, and add others',
	description: `  One a line: the key, whether they are there, and the name.

  add KEY NAME  makes somebody a contact, by the key that “ferry id” shows over
                there: “ferry share PATH --to NAME” sends them something, and if
                they add you, they may offer you something
  remove PEER   forgets a contact; PEER is the name that you gave them, or a key
  block PEER    takes nothing more from somebody, who is not told so
  unblock PEER  takes it again
  words PEER    shows eight words to read to each other by telephone: if they
                are the same on both sides, nobody has swapped keys on the way

  With --lan-offers on, here and there, ferries of the local network are listed
  as well, and may offer you something; it stays so.`,
	flags,
	async run(context) {
		const {input: [verb, who, name], flags, output, withApp} = context;
		const {lanOffers} = flags;
		if (lanOffers !== undefined && lanOffers !== 'on' && lanOffers !== 'off') {
			throw usageError('--lan-offers is on or off.', 'peers');
		}

		checkArguments(context.input);
		await withApp(async app => {
			const contacts = await app.contacts();
			if (lanOffers !== undefined) {
				await contacts.setLanOffers(lanOffers === 'on');
				output.note(lanOffers === 'on'
					? 'Others in this network who allow it, too, see this computer while a dashboard, “ferry peers” or “ferry offers” runs, and may offer you something.'
					: 'Only contacts may offer you something.');
			}

			if (verb === undefined) {
				await list(context, app);
				return;
			}

			if (verb === 'add') {
				const before = contacts.names[who!.trim().toLowerCase()];
				await contacts.add(who!, name!);
				const isRenamed = before !== undefined && before !== name!.trim();
				output.note(`${displayText(name!.trim())}${isRenamed ? `, so far ${displayText(before)},` : ''} is a contact now. “ferry peers words” shows whether the key is theirs.`);
				return;
			}

			const key = contacts.keyOf(who!);
			if (verb === 'words') {
				output.result({type: 'words', words: await contacts.words(key)});
			} else if (verb === 'remove') {
				await contacts.remove(key);
				output.note('That contact is forgotten.');
			} else {
				await contacts.block(key, verb === 'block');
				output.note(verb === 'block' ? 'Nothing is taken from them any more.' : 'They are not blocked any more.');
			}
		});
	},
});

const verbs: Readonly<Record<string, string>> = {
	add: 'KEY NAME', remove: 'PEER', block: 'PEER', unblock: 'PEER', words: 'PEER',
};

/** @throws ExpectedError `usage` */
function checkArguments([verb, ...rest]: readonly string[]): void {
	if (verb === undefined) {
		return;
	}

	const needed = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
	if (needed === undefined) {
		throw usageError('ferry peers can add, remove, block and unblock, and show words.', 'peers');
	}

	if (rest.length !== needed.split(' ').length) {
		throw usageError(`ferry peers ${verb} needs ${needed}; a name of several words stands in quotes.`, 'peers');
	}
}

async function list({flags: {timeout = 3}, output, signal}: CommandContext<typeof flags>, app: Parameters<typeof waitForPeople>[0]): Promise<void> {
	let seen: People['people'] = [];
	let isPassing = false;
	await waitForPeople(app, {
		patience: timeout * 1000,
		signal,
		isEnough(people) {
			seen = people.people;
			isPassing = people.isPassing;
			// Who else is in the network takes its time to tell.
			return isPassing || (!people.book.all.lanOffers && seen.every(({isOnline, isContact, isBlocked}) => isOnline === true || isBlocked || !isContact));
		},
	});
	for (const {peer, name, toldName, isContact, isBlocked, isOnline, isOnLan} of seen) {
		output.result({
			type: 'peer', key: peer, ...(name !== undefined && {name}), ...(toldName !== undefined && {toldName}), contact: isContact, blocked: isBlocked, online: isOnline ?? false, lan: isOnLan,
		});
	}

	if (isPassing) {
		output.note('Another ferry runs as this computer: who is there is seen in its dashboard.');
	}

	if (seen.length === 0) {
		output.note('No contacts yet: “ferry id” on another computer shows its key, and “ferry peers add KEY NAME” adds it here.');
	}
}
