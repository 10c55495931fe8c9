import {render} from 'ink';
import {createBusy} from './busy.ts';
import {createClock} from './clock.ts';
import {KeyInput} from './components/key-input.tsx';
import type {DashboardOptions} from './dashboard-options.ts';
import {EngineContext, type Services} from './engine-context.ts';
import {markIdle} from './idle-mark.ts';
import {createKeyHub} from './key-hub.ts';
import {createMessages} from './messages.ts';
import {Root} from './root.tsx';
import {screenFollows} from './screen-follows.ts';
import {Suspender} from './suspender.tsx';

/** More would only cost: counters change at most four times a second. */
const mostFrames = 15;

const clearScreen = '\u{1B}[H\u{1B}[2J';

/** Draws the dashboard until somebody leaves it. */
export async function mountDashboard({engine, streams: {input, output, error}, environment, signal}: DashboardOptions): Promise<void> {
	if (signal.aborted) {
		return;
	}

	const busy = createBusy();
	const clock = createClock();
	const keys = createKeyHub(busy);
	let quit = (): void => undefined;
	let suspend = (): void => undefined;
	const services: Services = {
		engine,
		environment,
		keys,
		busy,
		clock,
		messages: createMessages(clock.now),
		writeControl(sequence) {
			output.write(sequence);
		},
		quit() {
			quit();
		},
		suspend() {
			suspend();
		},
	};
	let onFrame = (): void => undefined;
	// Ink does so only after its first frame: until then Ctrl-C would be a signal that ends the program, and typed keys would be shown.
	input.setRawMode?.(true);
	const ink = render(
		<EngineContext value={services}>
			<KeyInput/>
			<Suspender onReady={ready => {
				suspend = ready;
			}}/>
			<Root/>
		</EngineContext>,
		{
			stdin: input,
			stdout: output,
			stderr: error,
			// Whoever calls has made sure that somebody is there; Ink takes a terminal within a CI job for none.
			interactive: true,
			exitOnCtrlC: false,
			patchConsole: false,
			alternateScreen: true,
			incrementalRendering: true,
			maxFps: mostFrames,
			isScreenReaderEnabled: environment['INK_SCREEN_READER'] === 'true',
			onRender() {
				onFrame();
			},
		},
	);
	quit = ink.unmount;
	// Ink moves from the last line of the frame, which a smaller terminal may have pushed anywhere: it starts anew on an empty screen.
	const onResize = (): void => {
		ink.clear();
		output.write(clearScreen);
		// Until the frame of the new size is there, nothing is as it should be.
		void busy.track(screenFollows());
	};

	output.prependListener('resize', onResize);
	signal.addEventListener('abort', quit, {once: true});
	// What a key has done is drawn at once and doesn't wait for the next frame's turn.
	busy.onIdle(() => {
		void ink.waitUntilRenderFlush();
	});
	if ((environment['FERRY_IDLE_MARK'] ?? '') !== '') {
		onFrame = markIdle({
			busy,
			taken: keys.taken,
			drawn: ink.waitUntilRenderFlush,
			write(text) {
				output.write(text);
			},
		});
		onFrame();
	}

	try {
		await ink.waitUntilExit();
	} finally {
		input.setRawMode?.(false);
		signal.removeEventListener('abort', quit);
		output.off('resize', onResize);
	}
}
