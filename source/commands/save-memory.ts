import v8 from 'node:v8';

/**
Asks the engine to collect garbage sooner rather than to take more memory. On a machine with much of it V8 lets a heap of 100 MB grow to 300 before it looks: with 100,000 files ferry took 410 MB, and takes 240 this way, in the same time.

The flag must be set before the heap has grown.
*/
export function saveMemory(): void {
	v8.setFlagsFromString('--optimize-for-size');
}
