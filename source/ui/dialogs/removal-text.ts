import type {ShareState} from '../../app/engine-state.ts';
import {size} from '../../base/format.ts';

/** What becomes of a share that is forgotten, as sentences. */
export function removalText({
	direction, status, bytes, totalBytes, peers, delivered, satisfied, places,
}: ShareState): readonly string[] {
	if (status === 'offered' || (direction === 'receiving' && places.length === 0)) {
		return ['Nothing of it has been written. Ferry forgets it; with the key you can get it again.'];
	}

	if (direction === 'sharing') {
		return [
			'Your files stay as they are. Ferry frees only what it has noted about them.',
			peers > delivered.length + satisfied.length ? 'Those who are getting it right now can’t go on, and its key leads nowhere from then on.' : 'Its key leads nowhere from then on.',
		];
	}

	return [
		`What is in ${places[0]!} stays as it is. Ferry frees only what it has noted about it.`,
		...(bytes < totalBytes && totalBytes > 0 ? [`${size(totalBytes - bytes)} are still missing; with the key you can get them again.`] : []),
	];
}

/** What there is to say when it is done. */
export function removedText(name: string, freedBytes: number): string {
	return freedBytes > 0 ? `${name} is forgotten; ${size(freedBytes)} of ferry’s own are free again.` : `${name} is forgotten.`;
}
