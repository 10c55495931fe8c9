import {Box, useIsScreenReaderEnabled, useWindowSize} from 'ink';
import {
	type ReactNode, useEffect, useMemo, useState,
} from 'react';
import {Line} from './components/line.tsx';
import {cutText} from './fit-text.ts';
import {useActions} from './hooks/use-actions.ts';
import {useEngineState} from './hooks/use-engine-state.ts';
import {usePastes} from './hooks/use-keys.ts';
import {useOfferNotices} from './hooks/use-offer-notices.ts';
import {useServices} from './hooks/use-services.ts';
import {keyIn, peerKeyIn} from './key-in.ts';
import {ActiveContext, type Navigation, NavigationContext} from './navigation-context.ts';
import {
	firstScreens, isDialog, pop, push, replace, type Screen, topOf, withoutShare,
} from './navigation.ts';
import {isDropped, pastePaths} from './path-list.ts';
import {ScreenView} from './screen-view.tsx';
import {FrameSizeContext} from './size-context.ts';
import {ThemeContext} from './theme-context.ts';
import {themeFor} from './theme.ts';

const fewestColumns = 40;
const fewestRows = 12;

/** With a screen reader lines may be as long as they are. There are only as many as the terminal has, whose first ones would be lost otherwise, and nobody listens to more than a page. */
const spoken = {columns: 100, rows: 40};

/** The dashboard: the screens that lie on each other, and what works on all of them. */
export function Root(): ReactNode {
	const {environment, messages, quit, suspend} = useServices();
	const {columns, rows} = useWindowSize();
	const isSpoken = useIsScreenReaderEnabled();
	const themeName = useEngineState(state => state.theme);
	const theme = useMemo(() => themeFor(themeName, environment), [themeName, environment]);
	const [screens, setScreens] = useState(firstScreens);
	const top = topOf(screens);
	const navigation = useMemo((): Navigation => ({
		top,
		push(screen) {
			setScreens(before => push(before, screen));
		},
		pop() {
			setScreens(pop);
		},
		replace(screen) {
			setScreens(before => replace(before, screen));
		},
	}), [top]);
	const shares = useEngineState(state => state.shares);
	const about = screens.map(screen => 'id' in screen ? screen.id : undefined);
	const gone = about.find(about => about !== undefined && !shares.some(({id}) => id === about));
	useEffect(() => {
		if (gone !== undefined) {
			setScreens(before => withoutShare(before, gone));
		}
	}, [gone]);
	const isTooSmall = !isSpoken && (columns < fewestColumns || rows < fewestRows);
	useActions({leave: quit, suspend, ...(isTooSmall ? {quit} : {})}, {layer: 'everywhere'});
	usePastes(text => {
		// What is pasted among people is meant as the key of one of them.
		const person = top.kind === 'people' ? peerKeyIn(text) : undefined;
		if (person !== undefined) {
			navigation.push({kind: 'add-person', text: person});
			return true;
		}

		const key = keyIn(text);
		const isForGet = key !== undefined && top.kind !== 'get' && !(top.kind === 'add-person' && peerKeyIn(text) !== undefined);
		if (isForGet) {
			navigation.push({kind: 'get', text: key});
		}

		return isForGet;
	}, {layer: 'first'});
	usePastes(text => {
		const isForShare = !isTooSmall && !isDialog(top) && isDropped(text);
		if (isForShare) {
			navigation.push({kind: 'share-paths', text: pastePaths('', text)});
		} else if (top.kind === 'shares') {
			messages.say('info', 'There is no key of a share in what was pasted: those begin with “ferry1”.');
		}

		return isForShare;
	}, {layer: 'everywhere'});
	useOfferNotices();
	const size = useMemo(() => isSpoken ? {columns: spoken.columns, rows: Math.min(spoken.rows, rows - 1)} : {columns, rows: rows - 1}, [columns, rows, isSpoken]);
	return (
		<ThemeContext value={theme}>
			<FrameSizeContext value={size}>
				<NavigationContext value={navigation}>
					{isTooSmall && <Line spans={[{text: cutText(`ferry needs ${fewestColumns}×${fewestRows}, not ${columns}×${rows}`, columns, {ellipsis: theme.glyphs.ellipsis})}]}/>}
					{screens.map((screen, index) => {
						const isSeen = !isTooSmall && index === screens.length - 1;
						// What lies below stays as it is, with its selection and its place.
						return (
							<ActiveContext key={`${index} ${nameOf(screen)}`} value={isSeen}>
								<Box display={isSeen ? 'flex' : 'none'}>
									<ScreenView screen={screen} onClose={navigation.pop}/>
								</Box>
							</ActiveContext>
						);
					})}
				</NavigationContext>
			</FrameSizeContext>
		</ThemeContext>
	);
}

function nameOf(screen: Screen): string {
	return 'id' in screen ? `${screen.kind} ${screen.id}` : screen.kind;
}
