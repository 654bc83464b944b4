/**
 * Asks for our UDP address again and again while connected, because nothing else notices a dead UDP path: the
 * library tracks no answers, and not every voice server answers keep-alives. Whether one answers discovery in
 * mid-session isn't promised either, so silence means something only after it has answered once.
 */
export interface UdpCanary {
  /** Whether the path was seen to answer; without that nobody knows. */
  readonly answered: boolean;
  stop(): void;
}

const standardLimits = {
  everyMs: 5000,
  answerMs: 1000,
  /** Unanswered questions in a row that mean a dead path, or a voice server that doesn't answer. */
  misses: 3,
};

/** `ask` resolves when an answer came. `dead` is told once. */
export function watchUdp(
  ask: () => Promise<unknown>,
  dead: () => void,
  limits = standardLimits,
): UdpCanary {
  let answered = false;
  let misses = 0;
  let question = 0;
  let timer: NodeJS.Timeout;
  // At once: a path that dies in the first second has answered by then, so that its silence is believed.
  sing();

  function sing(): void {
    const asked = (question += 1);
    timer = setTimeout(missed, limits.answerMs);
    // A rejection is the socket closing: whoever closed it stops this too.
    ask().then(
      () => asked === question && heard(),
      () => undefined,
    );
  }

  function heard(): void {
    answered = true;
    misses = 0;
    question += 1;
    clearTimeout(timer);
    timer = setTimeout(sing, limits.everyMs);
  }

  function missed(): void {
    misses += 1;
    if (misses < limits.misses) return sing();
    if (answered) dead();
  }

  return {
    get answered() {
      return answered;
    },
    stop() {
      question += 1;
      clearTimeout(timer);
    },
  };
}
