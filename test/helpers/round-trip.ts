import type SecretStream from '@hyperswarm/secret-stream';
import Protomux from 'protomux';

/** Whatever one end had to say before has arrived at the other: a channel that both open comes behind it. */
export async function roundTrip(left: SecretStream, right: SecretStream): Promise<void> {
	for (let round = 0; round < 2; round++) {
		const channels = [left, right].map(stream => Protomux.from(stream).createChannel({protocol: `round ${round}`})!);
		for (const channel of channels) {
			channel.open();
		}

		await Promise.all(channels.map(async channel => channel.fullyOpened()));
	}
}
