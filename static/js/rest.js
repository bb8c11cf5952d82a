/** Milliseconds that what an answer depends on must have been left alone before it is asked for. */
const restMs = 250;

/**
 * Waits until what a task depends on has come to rest: whatever moves it begins the task anew, which aborts the wait.
 * @param {AbortSignal} signal the task's
 * @returns {Promise<void>} rejects when it is aborted
 */
export function atRest(signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, restMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
