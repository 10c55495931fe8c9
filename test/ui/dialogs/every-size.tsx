import assert from 'node:assert/strict';
import test from 'node:test';
import type {ReactNode} from 'react';
import stringWidth from 'string-width';
import {all} from '../../../source/app/choice.ts';
import {ChooseDialog} from '../../../source/ui/dialogs/choose-dialog.tsx';
import {ConfirmRemoveDialog} from '../../../source/ui/dialogs/confirm-remove-dialog.tsx';
import {GetDialog} from '../../../source/ui/dialogs/get-dialog.tsx';
import {HelpDialog} from '../../../source/ui/dialogs/help-dialog.tsx';
import {KeyDialog} from '../../../source/ui/dialogs/key-dialog.tsx';
import {LimitsDialog} from '../../../source/ui/dialogs/limits-dialog.tsx';
import {NamePeerDialog} from '../../../source/ui/dialogs/name-peer-dialog.tsx';
import {OfferDialog} from '../../../source/ui/dialogs/offer-dialog.tsx';
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
	quit: <QuitDialog onClose={close}/>,
	request: <RequestDialog id='serving' peer={peer} onClose={close}/>,
};

test('every dialog fits terminals of every size, whatever others call their shares', async t => {
	const shares = Object.values(sampleShares).map(share => ({...share, name, requests: [{peer, address: '192.0.2.7:49152', since: 0}, {peer: 'other', address: '', since: 0}]}));
	const candidates = ['', 'a/', 'b.txt'].map(end => `/srv/${name}${end}`);
	for (const [kind, dialog] of Object.entries(dialogs)) {
		for (const [columns, rows] of [[40, 12], [41, 13], [60, 17], [80, 24], [200, 60]] as const) {
			for (const environment of [{}, {FERRY_ASCII: '1', NO_COLOR: '1'}]) {
				const engine = fakeEngine({shares, peerNames: {[peer]: name}}, {completePath: async () => candidates});
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
