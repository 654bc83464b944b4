import type { Reporter, TestCase } from 'vitest/node';

/** Names every test that passed only when it was tried again: it is a test to be mended, or a fault that comes and goes. */
export default class SecondTries implements Reporter {
  onTestCaseResult(testCase: TestCase): void {
    const { flaky = false, retryCount = 0 } = testCase.diagnostic() ?? {};
    if (!flaky) return;
    const place = testCase.module.relativeModuleId;
    process.stdout.write(`TRIED AGAIN (${retryCount}): ${place} > ${testCase.fullName}\n`);
  }
}
