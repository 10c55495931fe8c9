import {ExpectedError} from './errors.ts';

/** Deno's own words, as of 2.9. */
const denial = /^Requires (?<kind>\w+) access(?: to (?<subject>.+))?, run again with the (?<flag>--allow-\w+) flag$/v;

/** Explains a failure that goes back to a permission that Deno was started without, which is for the user to give and no bug; any other one stays as it is. */
export function explainMissingPermission(error: unknown): unknown {
	const found = findDenial(error);
	if (!found) {
		return error;
	}

	const {kind, subject, flag} = denial.exec(found.message)?.groups ?? {};
	if (kind === undefined || flag === undefined) {
		return new ExpectedError('permission-missing', `Deno keeps something from ferry: ${found.message}`, {hint: 'Give it that permission, or all of them with --allow-all.', cause: error});
	}

	const what = subject === undefined ? '' : ` to ${subject.replaceAll('"', '')}`;
	return new ExpectedError('permission-missing', `Deno gives ferry no ${kind} access${what}.`, {hint: `Start it with “deno run ${flag} …”, or give all permissions with --allow-all.`, cause: error});
}

/** The refusal behind an error. What a cause leads to may go in a circle, so it is followed only so far. */
function findDenial(error: unknown): Error | undefined {
	for (let depth = 0; error instanceof Error && depth < 8; depth++) {
		if (error.name === 'NotCapable') {
			return error;
		}

		error = error.cause;
	}

	return undefined;
}
