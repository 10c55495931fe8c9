import {explainMissingPermission} from '../base/missing-permission.ts';
import {errorText, exitCodeOf} from '../output/error-text.ts';
import {ferryVersion} from './parse-arguments.ts';

/** What to say of an error that nobody has caught, without keys, and what to end with. */
export function bugReport(error: unknown): {readonly text: string; readonly exitCode: number} {
	const told = explainMissingPermission(error);
	return {text: `${errorText(told, {paint: (_tone, text) => text, version: ferryVersion()})}\n`, exitCode: exitCodeOf(told)};
}
