import type {FileChoice} from '../app/choice.ts';

/** The tabs of a share, in their order. */
export const tabs = ['files', 'peers', 'blocks', 'activity', 'history'] as const;

export type Tab = (typeof tabs)[number];

/** A screen, or a dialog over one, with what it is about. `id` is that of a share, `peer` a peer's key. */
export type Screen
	= | {readonly kind: 'shares'}
		| {readonly kind: 'share'; readonly id: string; readonly tab: Tab}
		| {readonly kind: 'people'}
		| Dialog;

export type Dialog
	/** `text`: what was dropped on the terminal; `peers`: to whom it is offered. */
	= | {readonly kind: 'share-paths'; readonly text?: string; readonly peers?: readonly string[]}
		/** `text`: what was pasted, or nothing. (React keeps the name `key` for itself.) `sought`: the share, when it is looked for already. */
		| {readonly kind: 'get'; readonly text: string; readonly sought?: string}
		| {readonly kind: 'offer'; readonly id: string}
		| {readonly kind: 'key'; readonly id: string}
		| {readonly kind: 'help'}
		/** With the share that was selected. */
		| {readonly kind: 'limits'; readonly id?: string}
		| {readonly kind: 'confirm-remove'; readonly id: string}
		/** `choice`: what is wanted of it instead of what was picked. */
		| {readonly kind: 'choose'; readonly id: string; readonly choice: FileChoice}
		| {readonly kind: 'name-peer'; readonly peer: string}
		/** `text`: a peer's key that was pasted. */
		| {readonly kind: 'add-person'; readonly text?: string}
		| {readonly kind: 'forget-person'; readonly peer: string}
		| {readonly kind: 'own-name'}
		| {readonly kind: 'inbox'}
		| {readonly kind: 'offer-share'; readonly id: string}
		/** Who may have it. */
		| {readonly kind: 'allow-only'; readonly id: string}
		| {readonly kind: 'offer-to'; readonly peers: readonly string[]}
		| {readonly kind: 'quit'}
		| {readonly kind: 'request'; readonly id: string; readonly peer: string};

/** What a dialog's component is given: what it is about, and how to close it. */
export type DialogProps<Kind extends Dialog['kind']> = Omit<Extract<Dialog, {readonly kind: Kind}>, 'kind'> & {readonly onClose: () => void};

/** The screens that lie on each other, the one that is seen last. The first is always that of the shares. */
export type Screens = readonly [Screen, ...Screen[]];

/** Where a dashboard begins. */
export const firstScreens: Screens = [{kind: 'shares'}];

/** The screen that is seen. */
export function topOf(screens: Screens): Screen {
	return screens.at(-1)!;
}

/** Lays a screen on top. The same kind doesn't lie on itself. */
export function push(screens: Screens, screen: Screen): Screens {
	return topOf(screens).kind === screen.kind ? replace(screens, screen) : [...screens, screen];
}

/** Takes the top one away; the first one stays. */
export function pop(screens: Screens): Screens {
	const [first, ...rest] = screens;
	return [first, ...rest.slice(0, -1)];
}

/** Puts another one in the place of the top one, as if that had never been there; in the place of the first one nothing goes but itself. */
export function replace(screens: Screens, screen: Screen): Screens {
	const [first, ...rest] = screens;
	return rest.length === 0 ? (screen.kind === 'shares' ? [screen] : [first, screen]) : push([first, ...rest.slice(0, -1)], screen);
}

/** Without the screens of a share that is not there any more. */
export function withoutShare(screens: Screens, id: string): Screens {
	const [first, ...rest] = screens;
	return [first, ...rest.filter(screen => !('id' in screen && screen.id === id))];
}

/** Whether a screen lies over another one. */
export function isDialog(screen: Screen): screen is Dialog {
	return screen.kind !== 'shares' && screen.kind !== 'share' && screen.kind !== 'people';
}
