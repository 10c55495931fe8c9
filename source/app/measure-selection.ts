import {isSelected, type FileSelection} from './file-selection.ts';
import {
	add, nothing, type IndexSums, type Sum,
} from './index-sums.ts';

/**
What a selection wants of an index. Each rule adds, or takes away, what lies under its path: a toggle of one folder needs the sum of that folder and of nothing else.

@param selection - One rule for a path at most.
@throws What `sumUnder` throws.
*/
export async function measureSelection(selection: FileSelection, {sumUnder}: IndexSums, options: {readonly directory: string; readonly signal: AbortSignal}): Promise<Sum> {
	let total = isSelected(selection, '') ? await sumUnder('', options) : nothing;
	for (const rule of selection) {
		const others = selection.filter(other => other !== rule);
		if (rule.path !== '' && isSelected(others, rule.path) !== rule.isWanted) {
			total = add(total, await sumUnder(rule.path, options), rule.isWanted ? 1 : -1);
		}
	}

	return total;
}
