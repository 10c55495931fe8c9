import {
	isCount, isKey, isListOf, isOneOf, isText,
} from '../base/json-check.ts';

/** What is said of a share to somebody it is offered to. */
export type OfferedShare = {
	/** Hexadecimal. */
	readonly key: string;
	readonly name: string;
	readonly kind: 'folder' | 'file' | 'several';
	readonly files: number;
	readonly bytes: number;
	/** The first of its files. */
	readonly paths: readonly string[];
	/** How many files come after them. */
	readonly more: number;
};

/** What the fields of an offered share are, read from JSON. */
export const offeredShareFields = {
	key: isKey, name: isText, kind: isOneOf('folder', 'file', 'several'), files: isCount, bytes: isCount, paths: isListOf(isText), more: isCount,
} as const;
