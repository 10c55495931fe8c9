import {styleText} from 'node:util';
import type {Tone} from '../app/event-text.ts';
import type {TextStream} from './output.ts';

/** Colours a text by what it means, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

const formats = {
	good: 'green', warning: 'yellow', bad: 'red', faint: 'dim',
} as const;

/** Colours only for a terminal that can show them, and never against the wish of `NO_COLOR` (no-color.org: any value but an empty one). */
export function choosePaint(stream: TextStream, environment: Readonly<Record<string, string | undefined>>): Paint {
	const hasColours = stream.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
	return (tone, text) => hasColours && tone !== 'normal' ? styleText(formats[tone], text, {validateStream: false}) : text;
}
