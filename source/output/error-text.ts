import {arch, platform, version as runtimeVersion} from 'node:process';
import {displayText} from '../base/display-text.ts';
import {hideKeys} from '../base/hide-keys.ts';
import {ExpectedError} from '../base/errors.ts';
import type {Paint} from './style.ts';

/** A failure for people: a sentence and what to do next. Anything that is not expected is a bug and says so, with its stack. */
export function errorText(error: unknown, {paint, version}: {readonly paint: Paint; readonly version: string}): string {
	if (error instanceof ExpectedError) {
		return `${paint('bad', 'ferry:')} ${displayText(hideKeys(error.message))}\n${displayText(hideKeys(error.hint))}`;
	}

	const stack = stackOf(error).map(line => displayText(hideKeys(line))).join('\n');
	return `${paint('bad', 'This is a bug in ferry:')}\n${stack}\n(ferry ${version}, runtime ${runtimeVersion}, ${platform} ${arch}). Please report it with these lines.`;
}

/** The lines of an error's stack, with those of its causes. */
function stackOf(error: unknown): string[] {
	if (!(error instanceof Error)) {
		return [String(error)];
	}

	const lines = (error.stack ?? error.message).split('\n');
	return error.cause === undefined ? lines : [...lines, 'Caused by:', ...stackOf(error.cause)];
}

/** The exit code a failure ends the program with: that of its kind, or 1 for a bug. */
export function exitCodeOf(error: unknown): number {
	return error instanceof ExpectedError ? error.exitCode : 1;
}
