/**
 * Puts work off to the next frame, and does it once there however often it was asked for: facts come in bursts, and what
 * is drawn anew for each of them is drawn for nothing.
 * @param {() => void} work
 * @returns {() => void} asks for it
 */
export function oncePerFrame(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}
