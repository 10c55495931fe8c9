/**
Loaded before each test file in Deno, which ends a test that waits for nothing but what was set aside with `unref`; Node.js's runner lets it wait.
*/
type Hook = (work: () => void) => void;

declare const Deno: {readonly test: {readonly beforeEach: Hook; readonly afterEach: Hook}};

let timer: NodeJS.Timeout | undefined;

Deno.test.beforeEach(() => {
	timer = setInterval(() => undefined, 60_000);
});

Deno.test.afterEach(() => {
	clearInterval(timer);
});
