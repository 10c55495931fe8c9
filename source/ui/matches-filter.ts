/** Whether one of some texts contains what was typed, whatever the case of its letters. */
export function matchesFilter(texts: readonly string[], typed: string): boolean {
	const folded = fold(typed);
	return folded === '' || texts.some(text => fold(text).includes(folded));
}

function fold(text: string): string {
	return text.normalize('NFD').toLowerCase();
}
