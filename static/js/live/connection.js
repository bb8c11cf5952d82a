/** Milliseconds until a lost connection is tried again: doubled each time, up to the longest. */
const [shortest, longest] = [1000, 60_000];

/**
 * The wait before the next attempt. Servers that come back are not met by everybody at once.
 * @param {number} failures in a row, 1 or more
 * @param {number} chance 0 to 1
 * @returns {number} milliseconds
 */
export function waitAfter(failures, chance) {
  return Math.min(shortest * 2 ** (failures - 1), longest) * (0.5 + chance / 2);
}

/**
 * Listens to the server's stream until it is ended, over and over: whatever breaks the connection, it is tried again.
 * @param {() => string} address asked for at each attempt
 * @param {{open: () => void, lost: () => void, snapshot: (event: MessageEvent<string>) => void}} on `lost` once for each break
 * @returns {{end: () => void}}
 */
export function connect(address, on) {
  /** @type {EventSource | undefined} */
  let source;
  let failures = 0;
  let timer = 0;

  const begin = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(address());
    source.addEventListener('open', () => {
      failures = 0;
      on.open();
    });
    source.addEventListener('snapshot', on.snapshot);
    source.addEventListener('error', () => {
      // EventSource gives up for good at an answer that is no stream, such as a proxy's 502.
      source?.close();
      if (failures === 0) on.lost();
      failures += 1;
      timer = window.setTimeout(begin, waitAfter(failures, Math.random()));
    });
  };
  const retry = () => {
    if (failures > 0 && !document.hidden) begin();
  };
  addEventListener('online', retry);
  document.addEventListener('visibilitychange', retry);
  begin();
  return {
    end() {
      clearTimeout(timer);
      source?.close();
      removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', retry);
    },
  };
}
