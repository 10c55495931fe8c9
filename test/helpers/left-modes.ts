/** What a terminal's modes are before a program changes them; all other ones are off. */
const usuallyOn: ReadonlySet<string> = new Set(['7', '25']);

/**
The modes of a terminal that a program has changed and not changed back, among all that it wrote: private modes by their numbers (`1049` the alternate screen, `25` the cursor, `2004` pastes), `keyboard` for what was pushed on the stack of keyboard modes, `style` for colours and weights.
*/
export function leftModes(raw: string): readonly string[] {
	// A regular expression is read more easily with what escape looks like.
	const written = raw.replaceAll('\u{1B}', '␛');
	const isOn = new Map<string, boolean>();
	for (const {groups} of written.matchAll(/␛\[\?(?<numbers>[\d;]+)(?<final>[hl])/gv)) {
		for (const number of groups!['numbers']!.split(';')) {
			isOn.set(number, groups!['final'] === 'h');
		}
	}

	const modes = [...isOn].filter(([number, isSet]) => isSet !== usuallyOn.has(number)).map(([number]) => number);
	const pushed = [...written.matchAll(/␛\[(?<kind>[<>])\d*u/gv)].reduce((sum, {groups}) => sum + (groups!['kind'] === '>' ? 1 : -1), 0);
	const hasStyle = hasOpenStyle(written);
	return [...modes, ...(pushed === 0 ? [] : ['keyboard']), ...(hasStyle ? ['style'] : [])];
}

/** Each of these ends what the ones after it begin. */
const styles: ReadonlyArray<readonly [end: RegExp, begin: RegExp]> = [
	[/^39$/v, /^(?:3[0-8]|9[0-7])/v],
	[/^49$/v, /^(?:4[0-8]|10[0-7])/v],
	[/^22$/v, /^[12]$/v],
	[/^27$/v, /^7$/v],
	[/^24$/v, /^4$/v],
];

function hasOpenStyle(written: string): boolean {
	const asked = [...written.matchAll(/␛\[(?<style>[\d;]*)m/gv)].map(({groups}) => groups!['style']!);
	const last = asked.findLastIndex(style => style === '' || style === '0');
	const since = asked.slice(last + 1);
	return styles.some(([end, begin]) => since.findLastIndex(style => begin.test(style)) > since.findLastIndex(style => end.test(style)));
}
