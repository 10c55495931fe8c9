import {readFileSync} from 'node:fs';
import {createRequire, registerHooks} from 'node:module';
import {fileURLToPath} from 'node:url';
import type * as TypeScript from 'typescript';

const require = createRequire(import.meta.url);

// Node strips types from .ts by itself, but knows no JSX: `node --import ./scripts/load-tsx.ts` runs .tsx from the sources too.
registerHooks({
	load(url, context, nextLoad) {
		if (!url.startsWith('file:') || !url.endsWith('.tsx')) {
			return nextLoad(url, context);
		}

		// Only now, as it takes a third of a second that most tests don't need to spend.
		const {transpileModule, ModuleKind, ScriptTarget, JsxEmit}: typeof TypeScript = require('typescript');
		const fileName = fileURLToPath(url);
		const {outputText} = transpileModule(readFileSync(fileName, 'utf8'), {
			fileName,
			compilerOptions: {
				module: ModuleKind.ESNext, target: ScriptTarget.ESNext, jsx: JsxEmit.ReactJSX, verbatimModuleSyntax: true, inlineSourceMap: true,
			},
		});
		return {format: 'module', source: outputText, shortCircuit: true};
	},
});
