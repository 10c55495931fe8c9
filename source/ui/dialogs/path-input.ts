import {lastPaths, type PathPart} from '../path-list.ts';
import {quotePath} from '../path-words.ts';

/** How a field holds paths: which parts of its text can be completed, and how a path stands in it. */
export type PathSyntax = {
	readonly parts: (text: string) => readonly PathPart[];
	readonly write: (path: string) => string;
};

/** One path as it is. */
export const onePath: PathSyntax = {
	parts: text => [{head: '', path: text}],
	write: path => path,
};

/** Several, as in a shell. */
export const severalPaths: PathSyntax = {
	parts: text => lastPaths(text),
	write: path => quotePath(path),
};

/** A path that is being typed, and how it could go on. */
export type PathInput = {
	readonly syntax: PathSyntax;
	readonly text: string;
	/** What of the text the candidates go on with. */
	readonly part: PathPart;
	/** Paths that begin with that, directories with a slash at their end. */
	readonly candidates: readonly string[];
	/** The text for which they were found; as long as it is another one, what still fits is shown, so that the list doesn't flicker. */
	readonly knownFor: string | undefined;
	/** Whether there are more than these. */
	readonly isCut: boolean;
	/** Which of them the user has moved to. */
	readonly chosen: number | undefined;
	/** The user has asked for the rest of a text before anybody knew how it could go on. */
	readonly isWaiting: boolean;
};

export type PathChange
	= | {readonly kind: 'type'; readonly text: string}
		/** Candidates for a text, which may not be the newest any more. */
		| {readonly kind: 'found'; readonly text: string; readonly part: PathPart; readonly candidates: readonly string[]; readonly isCut: boolean}
		| {readonly kind: 'move'; readonly by: 1 | -1}
		| {readonly kind: 'complete'};

/** With a text, and nothing known of how it could go on. */
export function pathInput({text, syntax}: Pick<PathInput, 'text' | 'syntax'>): PathInput {
	return {
		syntax, text, part: syntax.parts(text)[0]!, candidates: [], knownFor: undefined, isCut: false, chosen: undefined, isWaiting: false,
	};
}

/** The input after a change. */
export function changePath(input: PathInput, change: PathChange): PathInput {
	switch (change.kind) {
		case 'type': {
			const parts = input.syntax.parts(change.text);
			const part = parts.find(({head}) => head === input.part.head) ?? parts[0]!;
			const candidates = part.head === input.part.head ? usable(input.candidates, part) : [];
			return {
				...input, text: change.text, part, candidates, chosen: undefined, isWaiting: false,
			};
		}

		case 'found': {
			if (change.text !== input.text) {
				return input;
			}

			const found = {
				...input, part: change.part, candidates: usable(change.candidates, change.part), knownFor: input.text, isCut: change.isCut, chosen: undefined, isWaiting: false,
			};
			return input.isWaiting ? changePath(found, {kind: 'complete'}) : found;
		}

		case 'move': {
			return {...input, chosen: moved(input, change.by)};
		}

		case 'complete': {
			if (input.chosen === undefined && input.knownFor !== input.text) {
				return {...input, isWaiting: true};
			}

			const text = completionOf(input);
			return text === undefined ? input : changePath(input, {kind: 'type', text});
		}
	}
}

/** Whether completing would change something, as far as that is known. */
export function canComplete(input: PathInput): boolean {
	return input.knownFor !== input.text || completionOf(input) !== undefined;
}

/** What the text would become: the candidate that is chosen, or what all of them have in common. Undefined: it would stay as it is. */
function completionOf({syntax, part: {head, path}, candidates, chosen, isCut}: PathInput): string | undefined {
	if (chosen !== undefined) {
		return head + syntax.write(candidates[chosen]!);
	}

	const common = isCut ? '' : commonStart(candidates);
	return common.length > path.length ? head + syntax.write(common) : undefined;
}

/** The last name of a path, with its slash. */
export function lastName(path: string): string {
	return /[^\/\\]*[\/\\]?$/v.exec(path)![0];
}

function usable(candidates: readonly string[], {path}: PathPart): readonly string[] {
	return candidates.filter(candidate => candidate !== path && candidate.startsWith(path));
}

function moved({candidates, chosen}: PathInput, by: 1 | -1): number | undefined {
	const next = (chosen ?? -1) + by;
	return next < 0 || candidates.length === 0 ? undefined : Math.min(next, candidates.length - 1);
}

function commonStart([first, ...others]: readonly string[]): string {
	let length = first?.length ?? 0;
	for (const other of others) {
		while (!other.startsWith(first!.slice(0, length))) {
			length--;
		}
	}

	// Half a character would be none at all.
	return first?.slice(0, length).replace(/[\uD800-\uDBFF]$/v, '') ?? '';
}
