import type {ReactNode} from 'react';
import {AddPersonDialog} from './dialogs/add-person-dialog.tsx';
import {ChooseDialog} from './dialogs/choose-dialog.tsx';
import {ConfirmRemoveDialog} from './dialogs/confirm-remove-dialog.tsx';
import {ForgetPersonDialog} from './dialogs/forget-person-dialog.tsx';
import {GetDialog} from './dialogs/get-dialog.tsx';
import {HelpDialog} from './dialogs/help-dialog.tsx';
import {InboxDialog} from './dialogs/inbox-dialog.tsx';
import {KeyDialog} from './dialogs/key-dialog.tsx';
import {LimitsDialog} from './dialogs/limits-dialog.tsx';
import {NamePeerDialog} from './dialogs/name-peer-dialog.tsx';
import {OfferDialog} from './dialogs/offer-dialog.tsx';
import {AllowOnlyDialog} from './dialogs/allow-only-dialog.tsx';
import {OfferShareDialog} from './dialogs/offer-share-dialog.tsx';
import {OfferToDialog} from './dialogs/offer-to-dialog.tsx';
import {OwnNameDialog} from './dialogs/own-name-dialog.tsx';
import {QuitDialog} from './dialogs/quit-dialog.tsx';
import {RequestDialog} from './dialogs/request-dialog.tsx';
import {SharePathsDialog} from './dialogs/share-paths-dialog.tsx';
import type {Screen} from './navigation.ts';
import {PeopleScreen} from './screens/people-screen.tsx';
import {ShareScreen} from './screens/share-screen.tsx';
import {SharesScreen} from './screens/shares-screen.tsx';

export type ScreenViewProps = {readonly screen: Screen; readonly onClose: () => void};

/** The component of a screen or dialog. */
export function ScreenView({screen, onClose}: ScreenViewProps): ReactNode {
	switch (screen.kind) {
		case 'shares': {
			return <SharesScreen/>;
		}

		case 'share': {
			return <ShareScreen {...screen}/>;
		}

		case 'people': {
			return <PeopleScreen/>;
		}

		case 'add-person': {
			return <AddPersonDialog {...screen} onClose={onClose}/>;
		}

		case 'forget-person': {
			return <ForgetPersonDialog {...screen} onClose={onClose}/>;
		}

		case 'own-name': {
			return <OwnNameDialog {...screen} onClose={onClose}/>;
		}

		case 'inbox': {
			return <InboxDialog {...screen} onClose={onClose}/>;
		}

		case 'offer-share': {
			return <OfferShareDialog {...screen} onClose={onClose}/>;
		}

		case 'allow-only': {
			return <AllowOnlyDialog {...screen} onClose={onClose}/>;
		}

		case 'offer-to': {
			return <OfferToDialog {...screen} onClose={onClose}/>;
		}

		case 'share-paths': {
			return <SharePathsDialog {...screen} onClose={onClose}/>;
		}

		case 'get': {
			return <GetDialog {...screen} onClose={onClose}/>;
		}

		case 'offer': {
			return <OfferDialog {...screen} onClose={onClose}/>;
		}

		case 'key': {
			return <KeyDialog {...screen} onClose={onClose}/>;
		}

		case 'help': {
			return <HelpDialog {...screen} onClose={onClose}/>;
		}

		case 'limits': {
			return <LimitsDialog {...screen} onClose={onClose}/>;
		}

		case 'confirm-remove': {
			return <ConfirmRemoveDialog {...screen} onClose={onClose}/>;
		}

		case 'choose': {
			return <ChooseDialog {...screen} onClose={onClose}/>;
		}

		case 'name-peer': {
			return <NamePeerDialog {...screen} onClose={onClose}/>;
		}

		case 'quit': {
			return <QuitDialog {...screen} onClose={onClose}/>;
		}

		case 'request': {
			return <RequestDialog {...screen} onClose={onClose}/>;
		}
	}
}
