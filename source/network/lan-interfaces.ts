import type {NetworkInterfaceInfo} from 'node:os';

/**
The addresses of this computer's interfaces that may lead to a local network, one for each.

@param interfaces - As `os.networkInterfaces` gives them.
@param only - The address of the only one to use; undefined: every one that leads out of this computer.
*/
export function lanInterfaces(interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>, only: string | undefined): string[] {
	return Object.values(interfaces).flatMap(infos => {
		const usable = (infos ?? []).filter(({family, internal, address}) => family === 'IPv4' && (only === undefined ? !internal : address === only));
		return usable.slice(0, 1).map(({address}) => address);
	});
}
