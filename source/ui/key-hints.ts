import {type ActionId, actionOf, keyLabel} from './keymap.ts';
import type {Spans} from './spans.ts';
import type {ArrowKeys} from './theme.ts';

export type KeyHintOptions = {
	/** Another word for an action, where it means something else. */
	readonly titles?: Partial<Readonly<Record<ActionId, string>>> | undefined;
};

/** Between two keys; on a narrow screen, less when not all of them fit. */
const [gap, narrowGap] = [3, 2];
const narrowWidth = 60;

/** The keys that work here, in one line of at most `width` columns. The first ones go before the later ones; the last one is always there. */
export function keyHints(ids: readonly ActionId[], width: number, {titles = {}, arrows}: KeyHintOptions & {readonly arrows?: ArrowKeys} = {}): Spans {
	const hints = ids.map(id => ({key: keyLabel(actionOf(id).keys[0]!, arrows), title: titles[id] ?? actionOf(id).title}));
	const widthOf = (hint: {readonly key: string; readonly title: string}): number => hint.key.length + 1 + hint.title.length;
	const needed = hints.reduce((sum, hint) => sum + widthOf(hint), gap * Math.max(0, hints.length - 1));
	const between = width < narrowWidth && needed > width ? narrowGap : gap;
	const last = hints.at(-1);
	const shown: typeof hints = [];
	let left = width - (last === undefined ? 0 : widthOf(last));
	for (const hint of hints.slice(0, -1)) {
		const needed = widthOf(hint) + between;
		if (needed <= left) {
			left -= needed;
			shown.push(hint);
		}
	}

	return [...shown, ...(last === undefined ? [] : [last])].flatMap(({key, title}, index, all) => [
		{text: `${index === 0 ? '' : ' '.repeat(between)}${key}`, tone: 'accent' as const, spoken: index === 0 ? `keys: ${key}` : key},
		{text: ` ${title}`, tone: 'dim' as const, spoken: index === all.length - 1 ? title : `${title},`},
	]);
}
