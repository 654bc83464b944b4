import './check-node.js';
import { enableCompileCache, getCompileCacheDir } from 'node:module';

import { capsOf, memoryHere, writtenBytes } from './ops/memory.js';

// Plain JavaScript, as check-node.js: what reads TypeScript takes a tenth of a second before this process starts anew below.

// Compiled code is kept for the next start, which then takes half as long; so nothing else may be imported before. The
// variable lets this file itself be taken from there when it starts anew, and lets the processes of voice workers, which
// start as often as one of them dies, take theirs from there too.
enableCompileCache();
process.env['NODE_COMPILE_CACHE'] ??= getCompileCacheDir();

// glibc keeps freed memory for later, tens of megabytes after a few large files, unless it is told otherwise at the start of
// a process: so this one starts anew, in some 30 ms. Operators who set these variables themselves have their way.
// https://man7.org/linux/man-pages/man3/mallopt.3.html
const givesMemoryBack = {
  MALLOC_ARENA_MAX: '1',
  // As large as what Node takes for each reading of a socket.
  MALLOC_MMAP_THRESHOLD_: '65536',
  MALLOC_TRIM_THRESHOLD_: '65536',
};
const { argv, env, execArgv, execPath } = process;
// The young generation of V8 grows to 48 MB while many long texts come at once, and does not shrink until the next such flood.
// The old one grows to half of what the machine has, whatever the operator wants of it.
const { heapMb } = capsOf(writtenBytes(env['CRIER_MEMORY'] ?? '') ?? memoryHere().bytes);
const isBounded = [...execArgv, env['NODE_OPTIONS']].some((option) =>
  option?.includes('old-space'),
);
const heapBounds = [
  '--max-semi-space-size=8',
  ...(isBounded ? [] : [`--max-old-space-size=${heapMb}`]),
];
if (process.platform === 'linux' && env['MALLOC_ARENA_MAX'] === undefined) {
  process.execve?.(execPath, [execPath, ...heapBounds, ...execArgv, ...argv.slice(1)], {
    ...givesMemoryBack,
    ...env,
  });
}

// A process that only holds voice connections, or only makes speech, is no bot: it has not its token.
switch (env['CRIER_ROLE']?.trim()) {
  case 'voice':
    await import('./voice-node.ts');
    break;
  case 'speech':
    await import('./speech-worker.ts');
    break;
  default:
    await import('./bot.ts');
}

// Before, when nearly all is new, keeping the heap small would take a third of the start.
const { keepHeapSmall } = await import('./ops/heap-growth.ts');
keepHeapSmall();
