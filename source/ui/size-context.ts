import {createContext} from 'react';

/** Columns and rows. */
export type Size = {readonly columns: number; readonly rows: number};

/** The size of the whole frame, and of what a screen may fill. */
export const FrameSizeContext = createContext<Size>({columns: 80, rows: 23});
export const BodySizeContext = createContext<Size>({columns: 80, rows: 20});
