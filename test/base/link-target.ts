import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {linkStaysInside} from '../../source/base/link-target.ts';
import {PathGate} from '../../source/base/path-gate.ts';

const links = new Set(['up', 'a/link']);

const targets: ReadonlyArray<readonly [linkPath: string, target: string, inside: boolean]> = [
	['l', 'file', true],
	['l', 'a/b', true],
	['l', './a//b/', true],
	['l', '.', true],
	['l', 'absent/../a', true],
	['l', '...', true],
	['l', '-', true],
	['a/b/l', '..', true],
	['a/b/l', '../..', true],
	['a/b/l', '../../c', true],
	['a/b/l', '../../..', false],
	['l', '..', false],
	['l', '../share', false],
	['l', 'a/../..', false],
	['l', 'a/../../share/a', false],
	['l', '', false],
	['l', 'a\0b', false],
	['l', '/', false],
	['l', '/etc/passwd', false],
	['l', '\\', false],
	['l', String.raw`\\server\share`, false],
	['l', 'C:', false],
	['l', String.raw`c:\windows`, false],
	['l', 'c:relative', false],
	['l', String.raw`dev\x2ddisk`, true],
	['l', String.raw`..\share`, false],
	['l', String.raw`a\..\..\b`, false],
	['a/l', String.raw`..\b`, true],
	['l', 'up', true],
	['l', 'up/a', true],
	['l', 'up/..', false],
	['l', 'up/a/..', false],
	['l', 'a/link/b/../c', false],
	['l', 'a/../up/b', true],
	['a/l', '../up/a', true],
	['a/l', 'link/../b', false],
	['a/l', '../a/./link/..', false],
];

for (const [linkPath, target, inside] of targets) {
	test(`a link at ${linkPath} to ${JSON.stringify(target)} ${inside ? 'stays inside' : 'may lead outside'}`, () => {
		assert.equal(linkStaysInside(linkPath, target, path => links.has(path)), inside);
	});
}

test('a link spelled in another case is still a link where case does not count', () => {
	const gate = new PathGate({platform: 'darwin', caseSensitive: false, normalizationSensitive: false});
	gate.admit('x/y/link', 'symlink');
	assert.equal(linkStaysInside('l', 'x/y/LINK/../..', path => gate.isSymlink(path)), false);
});

test('no chain of links that were let in leads outside the share', () => {
	const name = fc.constantFrom('a', 'b', 'c');
	const linkPath = fc.array(name, {minLength: 1, maxLength: 3}).map(segments => segments.join('/'));
	const target = fc.array(fc.oneof(name, fc.constantFrom('..', '..', '.', '')), {minLength: 1, maxLength: 5}).map(steps => steps.join('/'));

	fc.assert(fc.property(fc.array(fc.tuple(linkPath, target), {maxLength: 10}), candidates => {
		const gate = new PathGate({platform: 'linux', caseSensitive: true, normalizationSensitive: true});
		const proposed = new Map(candidates.filter(([path]) => gate.admit(path, 'symlink').safe));
		const created = new Map([...proposed].filter(([path, target]) => linkStaysInside(path, target, path => proposed.has(path))));

		for (const path of created.keys()) {
			assert.notEqual(follow(path, created), 'outside');
		}
	}), {numRuns: 5000});
});

/** Where a path leads as the kernel walks it: every name may be a link, `..` goes up from the physical place. */
function follow(path: string, created: ReadonlyMap<string, string>): 'inside' | 'outside' | 'loop' {
	const pending = path.split('/');
	const place: string[] = [];
	for (let followed = 0; pending.length > 0;) {
		const step = pending.shift()!;
		if (step === '..') {
			if (place.pop() === undefined) {
				return 'outside';
			}
		} else if (step !== '' && step !== '.') {
			const target = created.get([...place, step].join('/'));
			if (target === undefined) {
				place.push(step);
			} else if (++followed > 40) {
				return 'loop';
			} else {
				pending.unshift(...target.split('/'));
			}
		}
	}

	return 'inside';
}
