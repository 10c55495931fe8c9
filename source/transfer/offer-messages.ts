import {Buffer} from 'node:buffer';
import {
	fixed16, fixed32, string, uint,
} from 'compact-encoding';
import type {Encoding, EncodingState} from 'protomux';

/** What one peer tells another that it has for it. Text and numbers are the peer's words. */
export type OfferMessage = {
	/** 16 bytes in hexadecimal, by which the peer is answered. */
	readonly id: string;
	/** Of the share, 32 bytes. */
	readonly key: Uint8Array;
	readonly name: string;
	readonly kind: 'folder' | 'file' | 'several';
	readonly files: number;
	readonly bytes: number;
	/** How many files come after `paths`. */
	readonly more: number;
	/** The first of its files. */
	readonly paths: readonly string[];
};

/** What has become of an offer at whom it was made to. */
export type OfferAnswerMessage = {readonly id: string; readonly answer: 'received' | 'accepted' | 'refused'};

/** Bytes of a whole message. */
const longestMessage = 64 * 1024;
/** Bytes of what a peer calls itself. */
export const longestOwnName = 64;
/** Bytes of a share's name, as in a feed's commits. */
const longestName = 1024;
/** Of an offer's paths: how many, and their bytes in all. */
export const mostPaths = 200;
export const mostPathBytes = 32 * 1024;

const id: Encoding<string> = {
	preencode(state) {
		state.end += 16;
	},
	encode(state, value) {
		fixed16.encode(state, Buffer.from(value, 'hex'));
	},
	decode: state => Buffer.from(fixed16.decode(state)).toString('hex'),
};

const key: Encoding<Uint8Array> = {
	preencode(state) {
		state.end += 32;
	},
	encode(state, value) {
		fixed32.encode(state, value);
	},
	// Of its own: the message's buffer goes.
	decode: state => Uint8Array.from(fixed32.decode(state)),
};

const count: Encoding<number> = {
	...uint,
	decode(state) {
		const value = uint.decode(state);
		if (!Number.isSafeInteger(value)) {
			throw new RangeError('too many');
		}

		return value;
	},
};

const paths: Encoding<readonly string[]> = {
	preencode(state, value) {
		uint.preencode(state, value.length);
		for (const path of value) {
			string.preencode(state, path);
		}
	},
	encode(state, value) {
		uint.encode(state, value.length);
		for (const path of value) {
			string.encode(state, path);
		}
	},
	decode(state) {
		const length = uint.decode(state);
		if (length > mostPaths) {
			throw new Error('too many');
		}

		const value = Array.from({length}, () => string.decode(state));
		if (value.reduce((bytes, path) => bytes + Buffer.byteLength(path), 0) > mostPathBytes) {
			throw new Error('too long');
		}

		return value;
	},
};

/** That a peer is there, and what it calls itself. */
export const helloEncoding = safely(text(longestOwnName));

export const offerEncoding = safely(fields<OfferMessage>({
	id, key, name: text(longestName), kind: oneOf('folder', 'file', 'several'), files: count, bytes: count, more: count, paths,
}));

export const answerEncoding = safely(fields<OfferAnswerMessage>({id, answer: oneOf('received', 'accepted', 'refused')}));

function text(longest: number): Encoding<string> {
	return {
		...string,
		decode(state) {
			const value = string.decode(state);
			if (Buffer.byteLength(value) > longest) {
				throw new Error('too long');
			}

			return value;
		},
	};
}

function oneOf<Value extends string>(...values: readonly Value[]): Encoding<Value> {
	return {
		preencode(state, value) {
			uint.preencode(state, values.indexOf(value));
		},
		encode(state, value) {
			uint.encode(state, values.indexOf(value));
		},
		decode(state) {
			const value = values[uint.decode(state)];
			if (value === undefined) {
				throw new Error('unknown');
			}

			return value;
		},
	};
}

/** The fields of an object, one after the other in the order given. */
function fields<Value extends object>(encodings: {readonly [Name in keyof Value]: Encoding<Value[Name]>}): Encoding<Value> {
	const names = Object.keys(encodings) as Array<keyof Value>; // eslint-disable-line @typescript-eslint/no-unsafe-type-assertion -- what the type says
	return {
		preencode(state, value) {
			for (const name of names) {
				encodings[name].preencode(state, value[name]);
			}
		},
		encode(state, value) {
			for (const name of names) {
				encodings[name].encode(state, value[name]);
			}
		},
		decode: state => Object.fromEntries(names.map(name => [name, encodings[name].decode(state)])) as Value, // eslint-disable-line @typescript-eslint/no-unsafe-type-assertion -- as above
	};
}

/** Protomux takes some kinds of errors for bugs and ends the process: whatever a peer has sent, it is a plain one. What later versions may add behind is passed over. */
function safely<Value>(encoding: Encoding<Value>): Encoding<Value> {
	return {
		...encoding,
		decode(state: EncodingState) {
			if (state.end - state.start > longestMessage) {
				throw new Error('The peer says more about an offer than fits');
			}

			try {
				return encoding.decode(state);
			} catch (error) {
				throw new Error('The peer says something about an offer that can’t be read', {cause: error});
			}
		},
	};
}
