import {jsonOutput} from './json.ts';
import type {Output, OutputOptions} from './output.ts';
import {plainOutput} from './plain.ts';

/** JSON lines for programs, or plain text for people and pipes. */
export function chooseOutput(options: OutputOptions & {readonly json: boolean; readonly quiet: boolean}): Output {
	return options.json ? jsonOutput(options) : plainOutput(options);
}
