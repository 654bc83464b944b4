import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

import type { EventLoop } from './watched.ts';

/** Looked at so often: seldom enough to cost nothing, often enough to see what people would hear. */
const resolutionMs = 20;

/** Watches from now on how late this process comes to what it has to do. */
export function watchEventLoop(): EventLoop & Disposable {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  /** Node tells how long it was between two looks. */
  const secsOf = (ns: number): number => Math.max(0, ns / 1e6 - resolutionMs) / 1_000;
  return {
    delaysSecs() {
      const delaysSecs = {
        p50: secsOf(delays.percentile(50)),
        p99: secsOf(delays.percentile(99)),
        max: secsOf(delays.max),
      };
      delays.reset();
      return delaysSecs;
    },
    busySecs: () => performance.eventLoopUtilization().active / 1_000,
    [Symbol.dispose]: () => void delays.disable(),
  };
}
