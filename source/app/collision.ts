/** What to do with files that are already there and differ. */
export type ExistingPolicy = 'keep-both' | 'overwrite' | 'skip';

/**
What stands where a received file belongs: nothing, the same content, a file that ferry itself put there and nobody has touched, one that it put there and somebody has edited, or something else of the user's.
*/
export type Existing = 'nothing' | 'identical' | 'placed-here' | 'edited' | 'foreign';

/** `take` the name, `use` the file that is there, `replace` it in one step, `rename` the incoming one, or `skip` it. */
export type Decision = 'take' | 'use' | 'replace' | 'rename' | 'skip';

/** Decides what happens to a received file whose place may be taken. */
export function decide(existing: Existing, policy: ExistingPolicy): Decision {
	switch (existing) {
		case 'nothing': {
			return 'take';
		}

		case 'identical': {
			return 'use';
		}

		case 'placed-here': {
			return 'replace';
		}

		case 'edited':
		case 'foreign': {
			return policy === 'keep-both' ? 'rename' : (policy === 'overwrite' ? 'replace' : 'skip');
		}
	}
}
