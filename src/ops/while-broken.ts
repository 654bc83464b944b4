/** Tells of a failure when it begins, and not again until it is over: what fails every second would fill the log. */
export interface WhileBroken {
  failed(error: unknown): void;
  worked(): void;
}

export function onceWhileBroken(tell: (error: unknown) => void): WhileBroken {
  let isBroken = false;
  return {
    failed(error) {
      if (!isBroken) tell(error);
      isBroken = true;
    },
    worked() {
      isBroken = false;
    },
  };
}
