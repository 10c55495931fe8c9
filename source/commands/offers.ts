import {Buffer} from 'node:buffer';
import type {App} from '../app/app.ts';
import {encodeShareKey} from '../app/keys.ts';
import {type Command, type CommandContext, defineCommand} from './command.ts';
import {commonFlags} from './flags.ts';
import {limitFlags} from './limit-flags.ts';
import {receiveShare} from './receive-share.ts';
import {untilDone} from './until-done.ts';
import {usageError} from './usage-error.ts';
import {type People, waitForPeople} from './wait-for-people.ts';

const flags = {
	wait: {type: 'boolean', description: 'Wait for more, also where no terminal shows them'},
	yes: {type: 'boolean', shortFlag: 'y', description: 'accept: don\'t ask before anything is written'},
	overwrite: {type: 'boolean', description: 'accept: replace files that are there'},
	skip: {type: 'boolean', description: 'accept: leave files that are there as they are'},
	live: {type: 'boolean', description: 'accept: go on, and apply new versions as they come'},
	...limitFlags,
	...commonFlags,
} as const;

type OffersContext = CommandContext<typeof flags>;

/** Milliseconds to tell somebody who is there that their offer is refused; who isn't there hears it later. */
const patience = 3000;

/** What others offer. */
export const offers: Command = defineCommand({
	name: 'offers',
	parameters: '[VERB ID]',
	maximum: 3,
	summary: 'List what others offer you, and accept it',
	description: `  Each with its number, the ID. In a terminal it goes on and shows what comes,
  until Ctrl-C; elsewhere, and with --json, only with --wait. Contacts can offer
  you something while this, “ferry peers” or a dashboard runs.

  accept ID [DIRECTORY]  gets it, as “ferry get” does, and asks before anything
                         is written; interrupted, the same command goes on
  refuse ID              tells them that you don't want it
  block ID               takes nothing more from them, and doesn't tell them`,
	flags,
	async run(context) {
		const {input: [verb, id, directory], withApp} = context;
		if (verb !== undefined && !['accept', 'refuse', 'block'].includes(verb)) {
			throw usageError('ferry offers can accept, refuse and block.', 'offers');
		}

		if (verb !== undefined && (id === undefined || (directory !== undefined && verb !== 'accept'))) {
			throw usageError(`ferry offers ${verb} needs ${verb === 'accept' ? 'ID, and perhaps a DIRECTORY' : 'ID'}; “ferry offers” shows it.`, 'offers');
		}

		await withApp(async app => {
			if (verb === undefined) {
				await list(context, app);
			} else if (verb === 'accept') {
				await accept(context, app, {id: id!, directory});
			} else {
				await decline(context, app, {id: id!, isBlocked: verb === 'block'});
			}
		});
	},
});

async function list({flags, output, signal}: OffersContext, app: App): Promise<void> {
	const shown = new Set<string>();
	const show = (people: People): void => {
		for (const {id, peer, key, name, kind, files, bytes, paths, more, time, isFromLan} of people.desk.offers.filter(({id}) => !shown.has(id))) {
			shown.add(id);
			const person = people.people.find(person => person.peer === peer);
			output.result({
				type: 'peer-offer', id, peer,
				...(person?.name !== undefined && {contact: person.name}), ...(person?.toldName !== undefined && {toldName: person.toldName}),
				key: encodeShareKey(Buffer.from(key, 'hex')), name, kind, files, bytes, paths, more, time, lan: isFromLan,
			});
		}
	};

	const waits = flags.wait || output.isShown;
	await untilDone(waitForPeople(app, {
		patience: waits ? undefined : 0,
		signal,
		isEnough(people) {
			show(people);
			return false;
		},
	}, async people => {
		show(people);
		const {all: {lanOffers}, friends} = people.book;
		if (friends.length === 0 && !lanOffers) {
			output.note('Nobody may offer you anything yet: “ferry peers add KEY NAME” adds a contact.');
		} else if (shown.size === 0 && !waits) {
			output.note('Nothing is offered.');
		}

		if (waits) {
			output.note('What is offered shows here, until Ctrl-C. “ferry offers accept ID” gets it.');
		}
	}), {signal, isDone: () => true});
}

async function accept({flags, output, signal}: OffersContext, app: App, {id, directory}: {readonly id: string; readonly directory: string | undefined}): Promise<void> {
	const people = await app.meetPeople({onChange: () => undefined});
	try {
		const offer = people.desk.find(id);
		let forgotten: Promise<void> | undefined;
		await receiveShare({
			output, signal, flags: {
				...flags, only: [], mirror: false, stay: false, deleteUnpicked: false,
			},
		}, app, {
			command: 'offers',
			key: Buffer.from(offer.key, 'hex'),
			directory,
			timeout: undefined,
			async onYes() {
				// What is interrupted now can be gone on with under the same number.
				await people.change(async () => people.desk.answer(id, 'accepted', {isKept: true}));
			},
			onReceived() {
				forgotten = people.desk.forget(offer);
			},
		});
		await forgotten;
	} finally {
		people.close();
	}
}

async function decline({output, signal}: OffersContext, app: App, {id, isBlocked}: {readonly id: string; readonly isBlocked: boolean}): Promise<void> {
	await waitForPeople(app, {
		patience,
		signal,
		isEnough: people => isBlocked || people.desk.replies.length === 0,
	}, async people => {
		const {peer} = people.desk.find(id);
		await (isBlocked ? people.block(peer, true) : people.change(async () => people.desk.answer(id, 'refused')));
	});
	output.note(isBlocked ? 'Nothing is taken from them any more, and what they offered is forgotten.' : 'Refused. Who isn’t there now is told the next time you are both there.');
}
