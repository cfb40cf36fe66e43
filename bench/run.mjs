// Bundles the benchmarks and runs them; `npm run bench [-- --only steps,import,window]`.
import { build } from 'vite';

await build({ configFile: new URL('vite.config.ts', import.meta.url).pathname });
await import('../out/bench/main.js');
