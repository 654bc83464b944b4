import { defineConfig } from 'vitest/config';

/** The tests that mutants of a call's state machine and queue must survive: those without sockets, a second in all. */
export default defineConfig({
  test: { include: ['test/call/{machine,queue,call,news,mouth}.test.ts'] },
});
