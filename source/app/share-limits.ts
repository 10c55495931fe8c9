import type {ShareRecord} from '../library/record.ts';
import type {Rates} from '../transfer/feed-limits.ts';

/** What the user says of a share's own limits, in bytes a second: null for none, undefined for as before. */
export type LimitWish = {readonly upload?: number | null | undefined; readonly download?: number | null | undefined};

/** What a wish changes in a share's record. */
export function limitChanges({upload, download}: LimitWish): Partial<Pick<ShareRecord, 'uploadLimit' | 'downloadLimit'>> {
	return {...(upload !== undefined && {uploadLimit: upload}), ...(download !== undefined && {downloadLimit: download})};
}

/** The limits that a record holds. */
export function limitsIn({uploadLimit, downloadLimit}: Pick<ShareRecord, 'uploadLimit' | 'downloadLimit'>): Rates {
	return {upload: uploadLimit ?? undefined, download: downloadLimit ?? undefined};
}
