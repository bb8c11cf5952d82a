import { fill } from '../element.js';

/**
 * Puts children in the place of those that parent has, as what they tell of has changed, and leaves the reader where they were: what
 * was in focus is found again by its name; in a list what has come to its place is next; else the card has the focus.
 * @param {Element} parent
 * @param {...import('../element.js').Child} children
 */
export function refill(parent, ...children) {
  const buttons = () => [...parent.querySelectorAll('button')];
  const left = buttons().find((button) => button === document.activeElement);
  const at = left ? buttons().indexOf(left) : -1;
  fill(parent, ...children);
  if (!left) return;
  const now = buttons();
  const inPlace = now[Math.min(at, now.length - 1)];
  // Two may have one name.
  const named = [inPlace, ...now].find((button) => button && nameOf(button) === nameOf(left));
  const next = named ?? (left.closest('li') && inPlace) ?? /** @type {HTMLElement | null} */ (parent.closest('[tabindex]'));
  next?.focus({ preventScroll: true });
}

/** @param {Element} button */
const nameOf = (button) => button.getAttribute('aria-label') ?? button.textContent;
