import {Buffer} from 'node:buffer';
import {challengeLength, sealedLength, tagLength} from './lan-tag.ts';

/** That somebody has a feed, and who; for those who can read it. */
export type LanAnswer = {readonly tag: Uint8Array; readonly sealed: Uint8Array};

/** What one packet says: by which challenge its sender goes, which feeds it looks for, or that it has some. With neither it is a call to everybody. */
export type LanMessage = {readonly challenge: Uint8Array; readonly questions: readonly Uint8Array[]; readonly answers: readonly LanAnswer[]};

/** The name under which multicast DNS (RFC 6762) carries these messages, as TXT records. */
export const serviceName = '_hyperferry._udp.local';

/** Entries of a packet: with more it would not fit the 1,500 bytes of an Ethernet frame. */
export const mostEntries = 12;

/** The strings of a TXT record that say this. */
export function encodeLanMessage({challenge, questions, answers}: LanMessage): Buffer[] {
	return [
		Buffer.from(challenge),
		...questions.map(tag => Buffer.from(tag)),
		...answers.map(({tag, sealed}) => Buffer.concat([tag, sealed])),
	];
}

/** What the strings of a TXT record say; undefined when nobody says it. What can't be understood is passed over: anybody can send anything. */
export function decodeLanMessage(strings: readonly unknown[]): LanMessage | undefined {
	const [challenge, ...rest] = strings.slice(0, mostEntries + 1);
	if (!(challenge instanceof Uint8Array) || challenge.byteLength !== challengeLength) {
		return undefined;
	}

	const entries = rest.filter(string => string instanceof Uint8Array);
	return {
		challenge,
		questions: entries.filter(({byteLength}) => byteLength === tagLength),
		answers: entries
			.filter(({byteLength}) => byteLength === tagLength + sealedLength)
			.map(entry => ({tag: entry.subarray(0, tagLength), sealed: entry.subarray(tagLength)})),
	};
}
