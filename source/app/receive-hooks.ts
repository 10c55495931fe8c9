import type {DirectoryMaker} from '../folder/make-directories.ts';
import {removePart} from '../folder/place-file.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import {destinationError} from './destination-error.ts';
import type {HeldShare, HeldShareOptions} from './held-share.ts';
import type {NotCreatedReason} from './reason-text.ts';
import {ReceivedFile} from './received-file.ts';
import type {Receiver} from './receiver.ts';
import type {ReceivePlan} from './receive-plan.ts';

/** What a get is made of, as far as it is there: the share is opened first. */
export type Receiving = {
	readonly share: HeldShare | undefined;
	readonly directories: DirectoryMaker | undefined;
	readonly plan: ReceivePlan | undefined;
	readonly receiver: Receiver | undefined;
};

/** What is done when blocks are written into files of a destination, and when they can't be. */
export function receiveHooks(now: () => Receiving): HeldShareOptions['hooks'] {
	/** Of a file that can't be written nothing more is expected. */
	const refuse = (file: StoredFile, reason: NotCreatedReason): false => {
		const {plan, receiver} = now();
		if (file instanceof ReceivedFile) {
			plan?.refuse(file, reason);
			receiver?.stored();
		}

		return false;
	};

	return {
		prepare(file) {
			const {plan, directories} = now();
			// What a newer version doesn't have is not begun anew.
			const isPlanned = !(file instanceof ReceivedFile) || plan?.has(file) !== false;
			return isPlanned && (directories?.reach(file.path) !== false || refuse(file, 'in-the-way'));
		},
		clearPart: file => removePart(file.place) || refuse(file, 'part-in-the-way'),
		onChanged(file) {
			const {share, receiver} = now();
			const extents = file instanceof ReceivedFile ? file.entry.extents : [];
			share?.slices.remove(file, extents);
			receiver?.withdraw(extents);
		},
		onBroken(index) {
			now().receiver?.drop(index);
		},
		onStored(written) {
			const {plan, receiver} = now();
			for (const slices of written) {
				plan?.stored(slices);
			}

			receiver?.stored();
		},
		onFailed(error) {
			now().receiver?.fail(destinationError(error));
		},
	};
}
