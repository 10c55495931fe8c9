import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
	everything, isMixed, isSelected, select, type FileSelection,
} from '../../source/app/file-selection.ts';

const rules = (...texts: readonly string[]): FileSelection => texts.map(text => ({path: text.slice(1), isWanted: text.startsWith('+')}));
const briefly = (selection: FileSelection): string[] => selection.map(({path, isWanted}) => `${isWanted ? '+' : '-'}${path}`);

const selected: ReadonlyArray<readonly [title: string, selection: FileSelection, path: string, isWanted: boolean, isMixed: boolean]> = [
	['no rule wants everything', [], 'a/b', true, false],
	['the rule of the empty path is for everything', rules('-'), 'a/b', false, false],
	['and for the top', rules('-'), '', false, false],
	['a rule is for its path', rules('+', '-a'), 'a', false, false],
	['and for all below it', rules('+', '-a'), 'a/b/c', false, false],
	['but for nothing beside it', rules('+', '-a'), 'a b', true, false],
	['nor for what only begins like it', rules('+', '-a'), 'ab/c', true, false],
	['the longest rule decides', rules('-', '+a', '-a/b', '+a/b/c'), 'a/b/c/d', true, false],
	['whatever their order', rules('+a/b/c', '-a/b', '+a', '-'), 'a/b/x', false, false],
	['a directory is mixed when something below it is wanted', rules('-', '+a/b/c'), 'a', false, true],
	['or isn’t', rules('+', '-a/b'), 'a', true, true],
	['also the top', rules('+', '-a/b'), '', true, true],
	['but not for what is beside it', rules('+', '-a b/c', '-ab'), 'a', true, false],
	['nor for a rule that says the same', rules('+', '+a/b'), 'a', true, false],
	['a path that begins with a slash lies below nothing', rules('+', '-a'), '/a', true, false],
];

for (const [title, selection, path, isWanted, mixed] of selected) {
	test(`${title}: ${briefly(selection).join(' ')} for “${path}”`, () => {
		assert.deepEqual([isSelected(selection, path), isMixed(selection, path)], [isWanted, mixed]);
	});
}

const changes: ReadonlyArray<readonly [title: string, selection: FileSelection, change: string, result: readonly string[]]> = [
	['what is not wanted any more gets a rule', everything, '-a/b', ['+', '-a/b']],
	['what is wanted again needs none', rules('+', '-a/b'), '+a/b', ['+']],
	['a directory takes all below it along', rules('+', '-a/b', '-a/c/d', '-a b'), '-a', ['+', '-a b', '-a']],
	['also when that needs no rule', rules('+', '-a', '+a/b'), '+a', ['+']],
	['what is said already changes nothing', rules('+', '-a'), '-a/b', ['+', '-a']],
	['the top takes everything along', rules('+', '-a', '+a/b'), '-', ['-']],
	['and keeps its rule', rules('-', '+a'), '+', ['+']],
	['no rule at all is everything', rules('-a'), '+a', []],
];

for (const [title, selection, change, result] of changes) {
	test(`${title}: ${briefly(selection).join(' ')}, then ${change}`, () => {
		const before = briefly(selection);
		assert.deepEqual(briefly(select(selection, change.slice(1), change.startsWith('+'))), result);
		assert.deepEqual(briefly(selection), before, 'the old one stays as it was');
	});
}

test('in whatever order paths are chosen, it comes to the same as a set of paths, with few rules', () => {
	const names = ['a', 'a b', 'b'];
	const tree = ['', ...names, ...names.flatMap(one => names.map(two => `${one}/${two}`)), ...names.flatMap(one => names.map(two => `a/${one}/${two}`))];
	const isBelow = (path: string, above: string): boolean => path === above || above === '' || path.startsWith(`${above}/`);
	fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...tree), fc.boolean()), {maxLength: 40}), steps => {
		const wanted = new Set(tree);
		let selection = everything;
		for (const [path, isWanted] of steps) {
			selection = select(selection, path, isWanted);
			for (const each of tree.filter(each => isBelow(each, path))) {
				if (isWanted) {
					wanted.add(each);
				} else {
					wanted.delete(each);
				}
			}

			for (const each of tree) {
				assert.equal(isSelected(selection, each), wanted.has(each), each);
				assert.equal(isMixed(selection, each), tree.some(below => isBelow(below, each) && wanted.has(below) !== wanted.has(each)), each);
			}

			for (const rule of selection) {
				const others = selection.filter(other => other !== rule);
				assert.ok(rule.path === '' || isSelected(others, rule.path) !== rule.isWanted, 'each rule says something');
			}
		}
	}), {numRuns: 200});
});
