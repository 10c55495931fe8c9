/** Whether a text is a host, a colon, and a port from 1 to 65535. */
export function isHostAndPort(text: string): boolean {
	const port = Number(/^[^\s:]+:(?<port>\d{1,5})$/v.exec(text)?.groups?.['port']);
	return port >= 1 && port <= 65_535;
}
