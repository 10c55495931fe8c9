import {useContext} from 'react';
import {ThemeContext} from '../theme-context.ts';
import type {Theme} from '../theme.ts';

/** Colours and glyphs by meaning. */
export function useTheme(): Theme {
	return useContext(ThemeContext);
}
