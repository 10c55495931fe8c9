/** Whether a text is an address of IPv4: four numbers up to 255, without zeros before them. */
export function isIpv4(text: string): boolean {
	return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/v.test(text);
}
