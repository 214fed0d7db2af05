/**
 * A reply that is being written, from its stored events: whoever loses the connection comes back
 * with the id of the last event and misses nothing, and sees nothing twice.
 */
import { isAbort, Problem } from './problems.js';
import { readEvents } from './sse.js';

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 15_000;

/** Failures that going on asking may end. @param {unknown} error */
const mayPass = (error) => error instanceof TypeError ||
  (error instanceof Problem && (error.kind === 'unreachable' || error.status === 429 || error.status >= 502));

/** Waits, but no longer than until the browser is online again. @param {number} ms @param {AbortSignal} signal */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      signal.removeEventListener('abort', wake);
      resolve(undefined);
    };
    const timer = setTimeout(wake, ms);
    addEventListener('online', wake);
    signal.addEventListener('abort', wake);
  });
}

/**
 * Yields every event once, in order, up to the one that ends the reply (`done` or `error`).
 *
 * @param {(after: string, signal: AbortSignal) => Promise<Response>} open the events behind one, or all
 * @param {AbortSignal} signal ends it
 * @param {(away: boolean) => void} onConnection told when the connection is lost, and when it is back
 * @returns {AsyncGenerator<{event: string, data: any}>}
 */
export async function* follow(open, signal, onConnection) {
  let last = 0;
  let wait = FIRST_WAIT_MS;
  let away = false;
  for (;;) {
    let asked = 0;
    try {
      const response = await open(last > 0 ? String(last) : '', signal);
      // Nothing is left to be told: the last event was the end.
      if (response.status === 204) return;
      if (!response.body) throw new Problem('unreachable');
      if (away) onConnection(away = false);
      for await (const { event, data, id } of readEvents(response.body)) {
        const number = Number(id);
        if (!Number.isInteger(number) || number <= last) continue;
        last = number;
        wait = FIRST_WAIT_MS;
        yield { event, data: JSON.parse(data) };
        if (event === 'done' || event === 'error') return;
      }
    } catch (error) {
      if (signal.aborted || isAbort(error) || !mayPass(error)) throw error;
      asked = error instanceof Problem ? (error.retryAfter ?? 0) * 1000 : 0;
    }
    signal.throwIfAborted();
    if (!away) onConnection(away = true);
    // Spread over half of the wait, so that many readers don't come back at one moment.
    await pause(Math.max(asked, wait * (0.75 + Math.random() / 2)), signal);
    signal.throwIfAborted();
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}
