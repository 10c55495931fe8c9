import {createContext} from 'react';
import {type Theme, themeFor} from './theme.ts';

export const ThemeContext = createContext<Theme>(themeFor('dark', {}));
