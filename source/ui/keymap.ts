import {type ArrowKeys, arrowSigns} from './theme.ts';

/**
Where a key works. `everywhere`: unless a text field takes it. `list`: wherever something is selected. `dialog`: in every one, `form`: in those that are filled in, `confirm`: in those that ask. `picking`: while files are picked anew. `people` is the screen of those whom something can be offered to. The other ones are screens, the tabs of a share, single dialogs, and what stands in a dialog.
*/
export type Place
	= | 'everywhere' | 'list' | 'shares' | 'share' | 'people' | 'files' | 'picking' | 'peers' | 'blocks' | 'activity' | 'history'
		| 'dialog' | 'form' | 'confirm' | 'request' | 'inbox' | 'offer' | 'key' | 'help' | 'quit' | 'tree' | 'field';

/** One thing that the user can do, with the keys for it. */
export type Action = {
	readonly id: string;
	/** As `KeyPress.key` names them; the first one is shown. */
	readonly keys: readonly string[];
	/** One or two words for the footer. */
	readonly title: string;
	/** A sentence for the help. */
	readonly help: string;
	readonly places: readonly Place[];
};

/** Every key of the dashboard. Handlers, footers, the help and the documentation read this table; within a place no key stands twice. */
export const keymap = [
	action('share', ['s'], ['shares'], {title: 'share', help: 'Share files or folders.'}),
	action('get', ['g'], ['shares'], {title: 'get', help: 'Get a share: type its key. Pasting a key anywhere does the same.'}),
	action('open', ['enter', 'right'], ['shares'], {title: 'open', help: 'Open what is selected.'}),
	action('copy-key', ['c'], ['shares', 'share', 'key'], {title: 'copy key', help: 'Copy the share’s key to the clipboard.'}),
	action('show-key', ['r'], ['shares', 'share', 'key'], {title: 'QR code', help: 'Show the share’s key as a QR code, and close it again.'}),
	action('pause', ['p'], ['shares', 'share'], {title: 'pause', help: 'Pause the share, or let it go on.'}),
	action('pause-all', ['P'], ['shares', 'share'], {title: 'pause all', help: 'Pause all that runs; when nothing does, let everything go on.'}),
	action('remove', ['x'], ['shares', 'share', 'offer'], {title: 'remove', help: 'Forget the share. Your files stay as they are.'}),
	action('verify', ['v'], ['shares', 'share'], {title: 'verify', help: 'Read every byte on disk again and compare it with the share.'}),
	action('follow', ['f'], ['shares', 'share', 'offer'], {title: 'follow', help: 'Follow the new versions of a share that you get, or keep it as it is.'}),
	action('update', ['u'], ['shares', 'share'], {title: 'update', help: 'Get the newer version of a share that is not followed.'}),
	action('filter', ['/'], ['shares', 'files', 'people'], {title: 'filter', help: 'Show only what contains a text; Esc shows everything again.'}),
	action('limits', ['l'], ['shares', 'share'], {title: 'limits', help: 'Set how fast ferry, or one share, may send and receive.'}),
	action('theme', ['t'], ['shares', 'share', 'people'], {title: 'theme', help: 'Change the colours: dark, light, none.'}),
	action('help', ['?'], ['shares', 'share', 'people', 'help'], {title: 'help', help: 'Show every key, and close the help again.'}),
	action('quit', ['q'], ['shares', 'share', 'people', 'quit'], {title: 'quit', help: 'Quit. Asks first if something is running, which goes on the next time.'}),
	action('answer', ['a'], ['shares', 'share'], {title: 'answer', help: 'Choose the files of a share that was found, or answer a peer that asks.'}),
	action('offer-share', ['O'], ['shares', 'share'], {title: 'offer', help: 'Offer the share to peers.'}),
	action('allow-only', ['A'], ['shares', 'share'], {title: 'allow', help: 'Say who alone may have the share, or that everybody may who has its key.'}),
	action('inbox', ['i'], ['shares', 'share', 'people'], {title: 'offers', help: 'See what peers have offered you.'}),
	action('people', ['w'], ['shares', 'share'], {title: 'who', help: 'Show the peers whom you know, and those in the local network.'}),

	action('up', ['up', 'k'], ['list', 'tree'], {title: 'up', help: 'Move up.'}),
	action('down', ['down', 'j'], ['list', 'tree'], {title: 'down', help: 'Move down.'}),
	action('page-up', ['pageUp', 'ctrl+b'], ['list', 'tree'], {title: 'page up', help: 'Move up by a page.'}),
	action('page-down', ['pageDown', 'ctrl+f'], ['list', 'tree'], {title: 'page down', help: 'Move down by a page.'}),
	action('first', ['home'], ['list', 'tree'], {title: 'first', help: 'Move to the first one.'}),
	action('last', ['end'], ['list', 'tree'], {title: 'last', help: 'Move to the last one.'}),

	action('back', ['escape'], ['share', 'people'], {title: 'back', help: 'Go back to the shares, or end a search.'}),
	action('next-tab', ['tab'], ['share'], {title: 'next tab', help: 'Go to the next tab.'}),
	action('previous-tab', ['shift+tab'], ['share'], {title: 'tab before', help: 'Go to the tab before.'}),
	action('tab-files', ['1'], ['share'], {title: 'files', help: 'Show the files.'}),
	action('tab-peers', ['2'], ['share'], {title: 'peers', help: 'Show the peers.'}),
	action('tab-blocks', ['3'], ['share'], {title: 'blocks', help: 'Show which blocks are here.'}),
	action('tab-activity', ['4'], ['share'], {title: 'activity', help: 'Show what has happened.'}),
	action('tab-history', ['5'], ['share'], {title: 'history', help: 'Show the versions.'}),

	action('expand', ['enter'], ['files'], {title: 'open', help: 'Open the folder, or close it.'}),
	action('expand-folder', ['right'], ['files', 'tree'], {title: 'open', help: 'Open the folder.'}),
	action('collapse', ['left'], ['files', 'tree'], {title: 'close', help: 'Close the folder, or go to the one above.'}),
	action('only-problems', ['o'], ['files'], {title: 'problems', help: 'Show only files with a problem, or all of them.'}),

	action('pick', ['space'], ['files', 'picking'], {title: 'pick', help: 'Pick the file or folder of a share that you get, or not any more.'}),
	action('pick-all', ['e'], ['files', 'picking'], {title: 'everything', help: 'Pick everything, or nothing.'}),
	action('apply', ['enter'], ['picking'], {title: 'apply', help: 'See what the picked files come to, and get them.'}),

	action('open-version', ['enter', 'right'], ['history'], {title: 'changes', help: 'Show what the version changed.'}),
	action('close-version', ['left'], ['history'], {title: 'versions', help: 'Go back to the versions. Esc does the same.'}),

	action('choose-peer', ['space'], ['peers'], {title: 'choose', help: 'Exchange only with the chosen peers; with none chosen, with all.'}),
	action('block-peer', ['b'], ['peers'], {title: 'block', help: 'Block the peer for this share, or let it come back.'}),
	action('name-peer', ['n'], ['peers', 'people'], {title: 'name', help: 'Give the peer a name of your own, which makes it a contact.'}),

	action('pick-person', ['space'], ['people'], {title: 'pick', help: 'Pick the peer to offer something to, with others.'}),
	action('offer-to', ['o', 'enter'], ['people'], {title: 'offer', help: 'Offer something to the picked peers, or to the one at the cursor.'}),
	action('add-person', ['a'], ['people'], {title: 'add', help: 'Add a contact by its key.'}),
	action('block-person', ['b'], ['people'], {title: 'block', help: 'Take no offers from the peer, or take them again.'}),
	action('forget-person', ['x'], ['people'], {title: 'forget', help: 'Forget the contact.'}),
	action('copy-own-key', ['c'], ['people'], {title: 'copy my key', help: 'Copy your own key, by which others add you.'}),
	action('own-name', ['e'], ['people'], {title: 'yourself', help: 'Say what you are called, and whether the local network may offer you something.'}),

	action('close', ['escape'], ['dialog', 'field', 'picking'], {title: 'cancel', help: 'Close the dialog or the filter, or stop picking, and change nothing.'}),
	action('close-page', ['q'], ['key', 'help'], {title: 'close', help: 'Close the QR code or the help.'}),
	action('accept', ['enter'], ['form', 'quit', 'field'], {title: 'accept', help: 'Do what the dialog says.'}),
	action('next-field', ['tab'], ['form'], {title: 'next field', help: 'Complete the path, or go to the next field.'}),
	action('previous-field', ['shift+tab'], ['form'], {title: 'field before', help: 'Go to the field before.'}),
	action('toggle', ['space'], ['tree', 'form'], {title: 'choose', help: 'Choose it, or not any more; a folder with all in it.'}),
	action('yes', ['y'], ['confirm'], {title: 'yes', help: 'Yes.'}),
	action('no', ['n'], ['confirm'], {title: 'no', help: 'No.'}),
	action('allow', ['y'], ['request'], {title: 'allow', help: 'Let the peer that asks have the share.'}),
	action('refuse', ['n'], ['request'], {title: 'refuse', help: 'Refuse the peer that asks.'}),
	action('accept-offer', ['y', 'enter'], ['inbox'], {title: 'accept', help: 'Accept the offer: you choose where it goes, and which files.'}),
	action('refuse-offer', ['n'], ['inbox'], {title: 'refuse', help: 'Refuse the offer.'}),
	action('block-sender', ['b'], ['inbox'], {title: 'block', help: 'Refuse it, and take nothing more from that peer.'}),

	action('leave', ['ctrl+c'], ['everywhere'], {title: 'quit', help: 'Quit at once. What is running goes on the next time.'}),
	action('suspend', ['ctrl+z'], ['everywhere'], {title: 'suspend', help: 'Give the terminal back to the shell until “fg”.'}),
] as const;

export type ActionId = (typeof keymap)[number]['id'];

/** What has this id. */
export function actionOf(id: ActionId): Action {
	return keymap.find(action => action.id === id)!;
}

/** What a key stands for among what has a handler. */
export function findAction(key: string, handlers: Partial<Readonly<Record<ActionId, unknown>>>): ActionId | undefined {
	return keymap.find(({id, keys}) => handlers[id] !== undefined && keys.includes(key))?.id;
}

/** A key as people read it. */
export function keyLabel(key: string, arrows: ArrowKeys = arrowSigns): string {
	return labels[key] ?? Object.entries(arrows).find(([name]) => name === key)?.[1] ?? (key.startsWith('ctrl+') ? `Ctrl-${key.slice(5).toUpperCase()}` : key);
}

const labels: Readonly<Record<string, string>> = {
	pageUp: 'PgUp', pageDown: 'PgDn', home: 'Home', end: 'End',
	enter: 'Enter', escape: 'Esc', tab: 'Tab', 'shift+tab': 'Shift-Tab', space: 'Space',
};

function action<Id extends string>(id: Id, keys: readonly string[], places: readonly Place[], words: Pick<Action, 'title' | 'help'>): Action & {readonly id: Id} {
	return {
		...words, id, keys, places,
	};
}
