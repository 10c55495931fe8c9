import type {OnEvent} from '../app/events.ts';
import type {CommandContext} from './command.ts';

/** What a command says that only looks at a share: to people nothing of who is connected, and how. Programs get every event. */
export function withoutRoutes({output, flags}: Pick<CommandContext, 'output'> & {readonly flags: {readonly json: boolean}}): OnEvent {
	return event => {
		if (flags.json || !event.type.startsWith('peer-')) {
			output.event(event);
		}
	};
}
