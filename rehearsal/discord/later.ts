/** At once without a delay, so that nothing comes between; never for Infinity. */
export function later(delayMs: number, action: () => void): void {
  if (delayMs === 0) action();
  else if (Number.isFinite(delayMs)) setTimeout(action, delayMs).unref();
}
