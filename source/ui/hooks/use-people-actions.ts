import type {PersonView} from '../../app/engine-state.ts';
import {copyText} from '../copy-text.ts';
import {personLabel} from '../rows/person-row.ts';
import type {ActionHandlers} from './use-actions.ts';
import {useNavigation} from './use-navigation.ts';
import {useRun} from './use-run.ts';
import {useServices} from './use-services.ts';
import {useShareActions} from './use-share-actions.ts';

/** What works on whoever is selected, and on the user themselves. */
export function usePeopleActions(person: PersonView | undefined): ActionHandlers {
	const {engine, messages, environment, writeControl} = useServices();
	const {push, pop} = useNavigation();
	const run = useRun();
	const {theme, help, quit, inbox} = useShareActions(undefined);
	const general: ActionHandlers = {
		theme, help, quit, inbox, back: pop,
		'add-person'() {
			push({kind: 'add-person'});
		},
		'own-name'() {
			push({kind: 'own-name'});
		},
		'copy-own-key'() {
			run(async () => {
				const way = await copyText(engine.getState().ownKey, {environment, writeControl});
				messages.say('good', way);
			});
		},
	};
	if (person === undefined) {
		return general;
	}

	const {peer, name, isBlocked, isContact} = person;
	return {
		...general,
		'name-peer'() {
			push({kind: 'name-peer', peer});
		},
		'block-person'() {
			run(async () => {
				await engine.blockContact(peer, !isBlocked);
				messages.say('info', isBlocked ? `${personLabel(peer, name)} is not blocked any more.` : `Nothing that ${personLabel(peer, name)} offers is taken any more.`);
			});
		},
		'forget-person'() {
			if (isContact || isBlocked) {
				push({kind: 'forget-person', peer});
			} else {
				messages.say('info', 'Only contacts are remembered. Who is in the local network is listed for as long as they are there.');
			}
		},
	};
}
