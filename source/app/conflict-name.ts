import {freeName} from '../folder/place-file.ts';

/** Where a version came from: when it was made, in milliseconds since 1970, and who sent it, a public key in hexadecimal; undefined when it was here already. */
export type Incoming = {readonly time: number; readonly peer: string | undefined};

/**
The name of an incoming file beside one that was edited here, like `report (conflict 2026-11-23 14.05.09 from 1f919303).txt`, in local time. No system forbids one of its characters.
*/
export function conflictName(place: string, {time, peer}: Incoming, isTaken: (place: string) => boolean): string {
	const label = `conflict ${timeText(new Date(time))}${peer === undefined ? '' : ` from ${peer.slice(0, 8)}`}`;
	return freeName(place, isTaken, label);
}

function timeText(date: Date): string {
	const [year, month, day, hour, minute, second] = [date.getFullYear(), date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()]
		.map(field => String(field).padStart(2, '0'));
	return `${year}-${month}-${day} ${hour}.${minute}.${second}`;
}
