// `npm ci --omit=dev` and consumers of the packed package have no compiler; for them dist/ is already there.
import { existsSync } from 'node:fs';

if (existsSync(new URL('../node_modules/@typescript/native/bin/tsc', import.meta.url))) await import('./build.mjs');
