/**
 * Lets a button open and close what belongs to it: by click and keys, closed by Escape, by a click elsewhere, and when
 * the focus leaves both.
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} body
 * @returns {{close: () => void}}
 */
export function disclose(button, body) {
  const isOpen = () => button.getAttribute('aria-expanded') === 'true';
  /** @param {boolean} open */
  const set = (open) => {
    button.setAttribute('aria-expanded', String(open));
    body.classList.toggle('is-open', open);
  };
  /** @param {EventTarget | null} target */
  const isOurs = (target) => target instanceof Node && (button.contains(target) || body.contains(target));
  set(false);
  button.addEventListener('click', () => set(!isOpen()));
  document.addEventListener('pointerdown', (event) => {
    if (isOpen() && !isOurs(event.target)) set(false);
  });
  for (const part of [button, body]) {
    part.addEventListener('focusout', (event) => {
      if (event.relatedTarget && !isOurs(event.relatedTarget)) set(false);
    });
    part.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !isOpen()) return;
      event.stopPropagation();
      set(false);
      button.focus();
    });
  }
  return { close: () => set(false) };
}
