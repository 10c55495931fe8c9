import type {App} from '../app/app.ts';

export type PeopleFlags = {readonly to: readonly string[]; readonly allow: readonly string[]; readonly allowAll: boolean};

/** Whom something is offered to, and who alone may have it. @throws ExpectedError `usage` for somebody who is unknown */
export async function sharePeople(app: Pick<App, 'contacts'>, {to, allow, allowAll}: PeopleFlags): Promise<{readonly offerTo?: readonly string[]; readonly onlyAllowed?: readonly string[] | null}> {
	if (to.length === 0 && allow.length === 0) {
		return allowAll ? {onlyAllowed: null} : {};
	}

	const contacts = await app.contacts();
	const keysOf = (names: readonly string[]): string[] => [...new Set(names.map(name => contacts.keyOf(name)))];
	return {
		...(to.length > 0 && {offerTo: keysOf(to)}),
		...(allow.length > 0 && {onlyAllowed: keysOf(allow)}),
		...(allowAll && {onlyAllowed: null}),
	};
}
