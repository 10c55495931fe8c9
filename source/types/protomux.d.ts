
declare module 'protomux' {
	import type SecretStream from '@hyperswarm/secret-stream';

	/** How one message is written and read; compact-encoding's shape. */
	export type Encoding<Value> = {
		preencode(state: EncodingState, value: Value): void;
		encode(state: EncodingState, value: Value): void;
		decode(state: EncodingState): Value;
	};

	export type EncodingState = {
		start: number;
		end: number;
		buffer: Uint8Array | null;
	};

	/** Which channel: the same name and id on both sides make a pair. */
	export type ChannelName = {
		readonly protocol: string;
		readonly id?: Uint8Array | null;
	};

	export type ChannelOptions<Handshake = never> = ChannelName & {
		/** One open channel of this name at a time, unless false. */
		readonly unique?: boolean;
		readonly handshake?: Encoding<Handshake>;
		readonly userData?: unknown;
		/** Both sides have opened it. */
		readonly onopen?: (handshake: Handshake, channel: Channel<Handshake>) => void | Promise<void>;
		/** Either side, or the connection, has closed it. */
		readonly onclose?: (isRemote: boolean, channel: Channel<Handshake>) => void | Promise<void>;
		/** Closed, and every handler has ended. */
		readonly ondestroy?: (channel: Channel<Handshake>) => void | Promise<void>;
		readonly ondrain?: (channel: Channel<Handshake>) => void | Promise<void>;
	};

	export type MessageOptions<Value> = {
		readonly encoding: Encoding<Value>;
		/** When it fails, the connection is destroyed. */
		readonly onmessage?: (value: Value, channel: Channel<unknown>) => void | Promise<void>;
	};

	export type Message<Value> = {
		/** False when the channel is closed or the caller should wait for `ondrain`. */
		send(value: Value): boolean;
	};

	export type Channel<Handshake = never> = {
		readonly protocol: string;
		readonly id: Uint8Array | null;
		readonly opened: boolean;
		readonly closed: boolean;
		readonly drained: boolean;
		userData: unknown;
		/** Both sides add the same messages in the same order. */
		addMessage<Value>(options: MessageOptions<Value>): Message<Value>;
		open(handshake?: Handshake): void;
		/** Resolves with false when it was closed instead. */
		fullyOpened(): Promise<boolean>;
		fullyClosed(): Promise<void>;
		cork(): void;
		uncork(): void;
		close(): void;
	};

	/** Any number of channels over one connection. */
	export default class Protomux {
		/** The one of this connection, made if needed. */
		static from(stream: SecretStream): Protomux;

		readonly stream: SecretStream;
		readonly drained: boolean;

		/** Null when the connection is closed or the name is taken. */
		createChannel<Handshake = never>(options: ChannelOptions<Handshake>): Channel<Handshake> | null;
		/** Called when the other side opens such a channel first; without an id, for every id of that protocol. */
		pair(name: ChannelName, notify: (id: Uint8Array | null) => void | Promise<void>): void;
		unpair(name: ChannelName): void;
		opened(name: ChannelName): boolean;
		cork(): void;
		uncork(): void;
		destroy(error?: Error): void;
		[Symbol.iterator](): Iterator<Channel<unknown>>;
	}
}
