import type SecretStream from '@hyperswarm/secret-stream';
import type Hypercore from 'hypercore';
import Protomux from 'protomux';

/**
Takes a feed off a connection, which stays for other feeds: its channel is closed, and whoever asks for it there finds nobody. `core.replicate` puts it back.

What the other side sees is a peer that doesn't have the feed any more. It opens its own channel again when this side does.
*/
export function detachFeed(stream: SecretStream, core: Hypercore): void {
	const connection = Protomux.from(stream);
	const {replicator} = core.core;
	const closeChannels = (): void => {
		for (const channel of connection) {
			if (feedOf(channel.userData) === core.core) {
				channel.close();
			}
		}
	};

	replicator.detachFrom(connection);
	closeChannels();
	const closeLate = async (): Promise<void> => {
		// A feed opens its channel a moment after it was put on a connection, also when it was taken off in between.
		await stream.opened;
		if (!replicator.attached(connection)) {
			closeChannels();
		}
	};

	void closeLate();
}

/** Hypercore leaves its peer with the channel, which knows its feed. */
function feedOf(userData: unknown): unknown {
	return typeof userData === 'object' && userData !== null && 'core' in userData ? userData.core : undefined;
}
