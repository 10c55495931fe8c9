import assert from 'node:assert/strict';
import test from 'node:test';
import type {ReactNode} from 'react';
import stringWidth from 'string-width';
import {all} from '../../../source/app/choice.ts';
import {AddPersonDialog} from '../../../source/ui/dialogs/add-person-dialog.tsx';
import {AllowOnlyDialog} from '../../../source/ui/dialogs/allow-only-dialog.tsx';
import {ChooseDialog} from '../../../source/ui/dialogs/choose-dialog.tsx';
import {ConfirmRemoveDialog} from '../../../source/ui/dialogs/confirm-remove-dialog.tsx';
import {ForgetPersonDialog} from '../../../source/ui/dialogs/forget-person-dialog.tsx';
import {GetDialog} from '../../../source/ui/dialogs/get-dialog.tsx';
import {HelpDialog} from '../../../source/ui/dialogs/help-dialog.tsx';
import {InboxDialog} from '../../../source/ui/dialogs/inbox-dialog.tsx';
import {KeyDialog} from '../../../source/ui/dialogs/key-dialog.tsx';
import {LimitsDialog} from '../../../source/ui/dialogs/limits-dialog.tsx';
import {NamePeerDialog} from '../../../source/ui/dialogs/name-peer-dialog.tsx';
import {OfferDialog} from '../../../source/ui/dialogs/offer-dialog.tsx';
import {OfferShareDialog} from '../../../source/ui/dialogs/offer-share-dialog.tsx';
import {OfferToDialog} from '../../../source/ui/dialogs/offer-to-dialog.tsx';
import {OwnNameDialog} from '../../../source/ui/dialogs/own-name-dialog.tsx';
import {QuitDialog} from '../../../source/ui/dialogs/quit-dialog.tsx';
import {RequestDialog} from '../../../source/ui/dialogs/request-dialog.tsx';
import {SharePathsDialog} from '../../../source/ui/dialogs/share-paths-dialog.tsx';
import type {Dialog} from '../../../source/ui/navigation.ts';
import {fakeEngine, sampleShares} from '../../helpers/fake-engine.ts';
import {renderUi} from '../../helpers/render-ui.tsx';

const peer = '1f9a6b24'.repeat(8);
const name = `星の写真 \u{1B}[2J\u{202E} 🎙️ ${'long '.repeat(50)}`;
const close = (): void => undefined;

const dialogs: Readonly<Record<Dialog['kind'], ReactNode>> = {
	'share-paths': <SharePathsDialog onClose={close}/>,
	get: <GetDialog text={`ferry1${'q'.repeat(58)}`} onClose={close}/>,
	offer: <OfferDialog id='offered' onClose={close}/>,
	key: <KeyDialog id='serving' onClose={close}/>,
	help: <HelpDialog onClose={close}/>,
	limits: <LimitsDialog id='serving' onClose={close}/>,
	choose: <ChooseDialog id='holiday' choice={all} onClose={close}/>,
	'confirm-remove': <ConfirmRemoveDialog id='holiday' onClose={close}/>,
	'name-peer': <NamePeerDialog peer={peer} onClose={close}/>,
	'add-person': <AddPersonDialog onClose={close}/>,
	'forget-person': <ForgetPersonDialog peer={peer} onClose={close}/>,
	'own-name': <OwnNameDialog onClose={close}/>,
	inbox: <InboxDialog onClose={close}/>,
	'offer-share': <OfferShareDialog id='serving' onClose={close}/>,
	'allow-only': <AllowOnlyDialog id='serving' onClose={close}/>,
	'offer-to': <OfferToDialog peers={[peer]} onClose={close}/>,
	quit: <QuitDialog onClose={close}/>,
	request: <RequestDialog id='serving' peer={peer} onClose={close}/>,
};

test('every dialog fits terminals of every size, whatever others call their shares', async t => {
	const shares = Object.values(sampleShares).map(share => ({...share, name, requests: [{peer, address: '192.0.2.7:49152', since: 0}, {peer: 'other', address: '', since: 0}]}));
	const people = [peer, 'c0ffee00'.repeat(8)].map(each => ({
		peer: each, name, toldName: name, isContact: true, isBlocked: false, isOnline: true, isOnLan: false,
	}));
	const peerOffers = Array.from({length: 20}, (_, index) => ({
		id: String(index), peer, key: 'ferry1', name, kind: 'folder' as const, files: 1_000_000, bytes: 123_456_789_000,
		paths: Array.from({length: 200}, () => name), more: 999_800, time: 0, isFromLan: true,
	}));
	const candidates = ['', 'a/', 'b.txt'].map(end => `/srv/${name}${end}`);
	for (const [kind, dialog] of Object.entries(dialogs)) {
		for (const [columns, rows] of [[40, 12], [41, 13], [60, 17], [80, 24], [200, 60]] as const) {
			for (const environment of [{}, {FERRY_ASCII: '1', NO_COLOR: '1'}]) {
				const engine = fakeEngine({
					shares, people, peerOffers, ownName: name, peerNames: {[peer]: name},
				}, {completePath: async () => candidates});
				const ui = await renderUi(t, dialog, {
					engine, columns, rows, environment,
				});
				const place = `${kind} ${columns}×${rows}\n${ui.frame()}`;
				assert.ok(ui.lines().length <= rows - 1, place);
				assert.ok(ui.lines().every(line => stringWidth(line) <= columns), place);
				assert.ok(!ui.frame().includes('\u{202E}'), place);
				// How to get out of it is always seen.
				assert.match(ui.lines().at(-1)!, /Esc/v, place);
			}
		}
	}
});
