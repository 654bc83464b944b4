import './check-node.js';
import { enableCompileCache, getCompileCacheDir } from 'node:module';

// What was compiled is kept for the next start, which is half as long then. So nothing else may be imported before.
enableCompileCache();
// Voice workers are processes of their own, and start as often as one of them dies.
process.env['NODE_COMPILE_CACHE'] ??= getCompileCacheDir();

await import('./bot.ts');
