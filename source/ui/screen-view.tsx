import type {ReactNode} from 'react';
import {Dialog} from './components/dialog.tsx';
import {useActions} from './hooks/use-actions.ts';
import type {Screen} from './navigation.ts';
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

		case 'share-paths':
		case 'get':
		case 'offer':
		case 'key':
		case 'help':
		case 'limits':
		case 'confirm-remove':
		case 'name-peer':
		case 'quit':
		case 'request': {
			return <Unbuilt title={screen.kind} onClose={onClose}/>;
		}
	}
}

function Unbuilt({title, onClose}: {readonly title: string; readonly onClose: () => void}): ReactNode {
	useActions({close: onClose});
	return <Dialog title={title} hints={['close']}>{null}</Dialog>;
}
