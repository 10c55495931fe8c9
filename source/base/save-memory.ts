import v8 from 'node:v8';

/** From so many files on memory matters more than a tenth of the speed. */
const manyFiles = 20_000;

/**
Asks the engine, for a share of very many files, to collect garbage sooner rather than to take more memory. On a machine with much of it V8 lets a heap of 100 MB grow to 300 before it looks: with 100,000 files ferry takes 240 MB this way instead of 410.
*/
export function saveMemory(files: number): void {
	if (files > manyFiles) {
		v8.setFlagsFromString('--optimize-for-size');
	}
}
