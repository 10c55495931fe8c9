import type {ShareOptions} from '../app/share.ts';
import type {Output} from '../output/output.ts';

/** Asks, one after the other, whether peers that ask may have a share. Only y lets one in; with the end of the input nobody is asked any more, and nobody gets in. */
export function peerQuestions(output: Pick<Output, 'ask'>, {signal, controller}: {readonly signal: AbortSignal; readonly controller: AbortController}): NonNullable<ShareOptions['onRequest']> {
	let asked: Promise<void> = Promise.resolve();
	return ({peer, address}, access) => {
		asked = asked.then(async () => {
			const answer = await output.ask(`Let ${peer} at ${address} have the share? [y/N] `, signal);
			if (answer !== undefined) {
				await access.answer(peer, {isAllowed: /^y(?:es)?$/iv.test(answer.trim())});
			}
		}).catch((error: unknown) => {
			controller.abort(error);
		});
	};
}
