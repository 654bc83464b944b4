import { defineConfig } from 'vitest/config';

/** The tests that mutants must survive: those of rules, without sockets and without a store. */
export default defineConfig({
  test: {
    include: [
      'test/call/{machine,queue,call,news,mouth}.test.ts',
      'test/jobs/*.test.ts',
      'test/speech/deapi/{asking,budget,delivery-choice,durations,inspection,job-rate,learned-tier,pace,paid-result,polling,prices,reads,result-hosts,speaking,ways}.test.ts',
      'test/features/budgets/{bars,usage-view}.test.ts',
      'test/features/calls/waiting.test.ts',
    ],
  },
});
