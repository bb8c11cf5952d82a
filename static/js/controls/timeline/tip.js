import { element, fill } from '../../element.js';
import { webAddress } from '../../webaddress.js';

/**
 * The card that says what a claim says. It stays while the pointer or the focus is on it, so that its link can be reached.
 *
 * @param {() => void} onClose
 */
export function createTip(onClose) {
  const node = element('div', { class: 'timeline-tip', role: 'group', hidden: true });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let closing;

  function close() {
    stay();
    if (node.hidden) return;
    node.hidden = true;
    onClose();
  }
  /** A moment's grace, in which the pointer can cross from the claim to the card. */
  function closeSoon() {
    if (!node.hidden) closing ??= setTimeout(close, 250);
  }
  function stay() {
    clearTimeout(closing);
    closing = undefined;
  }
  node.addEventListener('pointerenter', stay);
  node.addEventListener('pointerleave', closeSoon);
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    event.stopPropagation();
  });

  return {
    node,
    close,
    closeSoon,
    /**
     * @param {{title: string, said: string, measured: string}} text
     * @param {string} url of the source; shown as its host's name if it is a web page's
     * @param {{x: number, y: number, width: number}} at the claim's place, and the width of what the card may lie over
     * @param {{left: number, right: number}[]} flags to be left free, where they reach as high as the card
     */
    open(text, url, at, flags) {
      stay();
      fill(node,
        element('strong', {}, text.title),
        element('span', {}, text.said, ...source(url)),
        text.measured && element('span', { class: 'timeline-tip-measured' }, text.measured));
      node.hidden = false;
      const place = placeTip(node.offsetWidth, at, flags);
      node.style.left = `${place.left}px`;
      node.style.top = `${place.bottom}px`;
    },
  };
}

/** @param {string} url @returns {(Node | string)[]} */
function source(url) {
  const address = webAddress(url);
  if (!address) return [];
  const name = address.hostname.replace(/^www\./, '');
  return [' · ', element('a', { href: address.href, target: '_blank', rel: 'noopener noreferrer' }, name)];
}

/**
 * @param {number} width of the card
 * @param {{x: number, y: number, width: number}} at
 * @param {{left: number, right: number}[]} flags
 * @returns {{left: number, bottom: number}} beside the claim where that covers no flag, else above the whole bar
 */
export function placeTip(width, at, flags) {
  const sides = [at.x + 15, at.x - 15 - width];
  const free = sides.find((left) => left >= 8 && left + width <= at.width - 8
    && flags.every((flag) => flag.right < left || flag.left > left + width));
  if (free !== undefined) return { left: free, bottom: at.y - 14 };
  return { left: Math.max(8, Math.min(at.x - width / 2, at.width - 8 - width)), bottom: -6 };
}
