/** Tells of a failure when it begins, and not again until it is over: what fails every second would fill the log. */
export type WhileBroken = ReturnType<typeof onceWhileBroken>;

export function onceWhileBroken(tell: (error: unknown) => void) {
  let isBroken = false;
  return {
    failed(error: unknown) {
      if (!isBroken) tell(error);
      isBroken = true;
    },
    worked() {
      isBroken = false;
    },
  };
}
