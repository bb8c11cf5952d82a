import { svg } from '../../svg.js';

/**
 * What the card of a mark says. `url` is that of the source.
 *
 * @typedef {{title: string, said: string, measured: string}} MarkText
 * @typedef {{text: MarkText, url: string, x: number, y: number, node: SVGGElement}} Placed
 */

/**
 * Marks on the chart, such as the diamonds of the published claims: one stop of the Tab key for all of them, the arrows go
 * from one to the next.
 *
 * @param {string} name of its class
 * @param {{open: (placed: Placed) => void, close: () => void}} tip called when a mark is looked at, and when no longer
 */
export function createMarkLayer(name, tip) {
  const node = svg('svg', { class: `timeline-marks ${name}`, role: 'toolbar', 'aria-orientation': 'horizontal' });
  /** @type {Placed[]} */
  let all = [];
  let current = 0;

  /** @param {number} index @param {boolean} focus */
  function turnTo(index, focus) {
    if (all.length === 0) return;
    all[current]?.node.setAttribute('tabindex', '-1');
    current = Math.min(Math.max(index, 0), all.length - 1);
    all[current].node.setAttribute('tabindex', '0');
    if (focus) all[current].node.focus();
  }

  /** @param {EventTarget | null} target */
  const indexOf = (target) => all.findIndex((placed) => placed.node === target);

  node.addEventListener('focusin', (event) => {
    turnTo(indexOf(event.target), false);
    tip.open(all[current]);
  });
  node.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) turnTo(to, true);
    else if (event.key === 'Escape') tip.close();
    else if (event.key === 'Enter' || event.key === ' ') tip.open(all[current]);
    else return;
    // The keys of the bar move the day; here they do not.
    event.stopPropagation();
    event.preventDefault();
  });

  return {
    node,
    /** @param {Placed[]} marks from left to right */
    draw(marks) {
      const focused = node.contains(document.activeElement);
      all = marks;
      node.replaceChildren(...all.map((placed) => placed.node));
      node.toggleAttribute('hidden', all.length === 0);
      turnTo(current, focused);
    },
    /** @param {number} x @param {number} y @param {number} reach px @returns {Placed | null} the nearest mark */
    at(x, y, reach) {
      /** @param {Placed} placed */
      const distance = (placed) => Math.hypot(placed.x - x, placed.y - y);
      const [nearest] = all.filter((placed) => distance(placed) <= reach).sort((a, b) => distance(a) - distance(b));
      return nearest ?? null;
    },
    /** @param {Placed | null} placed the mark that gets the ring */
    mark(placed) {
      for (const { node: g } of all) g.classList.toggle('is-open', g === placed?.node);
    },
  };
}
