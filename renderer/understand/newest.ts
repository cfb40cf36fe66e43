/** How long an answer may take once a newer question waits. */
const PATIENCE_MS = 250;

export interface Newest<Q> {
  want(question: Q): void;
  /** Forgets what is asked and what waits; whether something was being asked. */
  forget(): boolean;
}

/**
 * One question at a time, and then the newest: so a quick one is answered again and again while a hand moves, and one that takes
 * long is given up for the next. `ask` answers null where the question was given up.
 */
export function createNewest<Q, A>(
  ask: (question: Q) => Promise<A | null>,
  take: (answer: A | null, question: Q) => void,
  fail: (error: unknown, question: Q) => void,
): Newest<Q> {
  let asked = 0;
  let isAsking = false;
  let waiting: { question: Q } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function stopWaiting(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    waiting = null;
  }

  async function send(question: Q): Promise<void> {
    stopWaiting();
    const mine = ++asked;
    isAsking = true;
    try {
      const answer = await ask(question);
      if (mine === asked) take(answer, question);
    } catch (error) {
      if (mine === asked) fail(error, question);
    } finally {
      if (mine === asked) {
        isAsking = false;
        sendWaiting();
      }
    }
  }

  function sendWaiting(): void {
    if (waiting !== null) void send(waiting.question);
  }

  return {
    want(question) {
      if (!isAsking) {
        void send(question);
        return;
      }
      waiting = { question };
      timer ??= setTimeout(sendWaiting, PATIENCE_MS);
    },
    forget() {
      const wasAsking = isAsking;
      asked += 1;
      isAsking = false;
      stopWaiting();
      return wasAsking;
    },
  };
}
