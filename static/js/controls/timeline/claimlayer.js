import { svg } from '../../svg.js';
import { claimTop } from './claims.js';

/**
 * @typedef {import('./claims.js').ClaimMark} ClaimMark
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {{mark: ClaimMark, x: number, y: number, node: SVGGElement}} Placed
 */

const diamond = 'M0-5.2 5.2 0 0 5.2-5.2 0Z';

/** @param {Frame} frame @param {ClaimMark} mark @param {string} label @returns {Placed} */
function place({ time, value }, mark, label) {
  const { half: { direction }, open, status, claim } = mark;
  const [x, y, top] = [time.x(mark.day), value.y(direction * claim.area_km2), value.y(direction * claimTop(mark))];
  const whisker = top === y ? [] : [svg('path', { class: 'timeline-whisker', d: `M0 0V${top - y}M-3.5 ${top - y}h7` })];
  const node = svg('g',
    { class: 'timeline-claim', role: 'button', tabindex: -1, transform: `translate(${x} ${y})`, 'aria-label': label },
    ...whisker,
    svg('path', { class: open ? 'timeline-diamond timeline-diamond-open' : 'timeline-diamond', d: diamond }),
    svg('circle', { class: 'timeline-claim-ring', r: 9 }));
  node.style.setProperty('--claim', `var(--gz-${status.id}-ink)`);
  return { mark, x, y, node };
}

/**
 * The diamonds of the published claims: one stop of the Tab key for all of them, the arrows go from one to the next.
 *
 * @param {{open: (placed: Placed) => void, close: () => void}} tip called when a claim is looked at, and when no longer
 */
export function createClaimLayer(tip) {
  const node = svg('svg', { class: 'timeline-claims', role: 'toolbar', 'aria-orientation': 'horizontal' });
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
    /** @param {Frame | null} frame @param {(mark: ClaimMark) => string} label what is said of a claim aloud */
    draw(frame, label) {
      all = frame?.layout.full ? frame.claims.map((mark) => place(frame, mark, label(mark))) : [];
      node.replaceChildren(...all.map((placed) => placed.node));
      node.toggleAttribute('hidden', all.length === 0);
      turnTo(current, false);
    },
    /** @param {number} x @param {number} y @param {number} reach px @returns {Placed | null} the nearest claim */
    at(x, y, reach) {
      /** @param {Placed} placed */
      const distance = (placed) => Math.hypot(placed.x - x, placed.y - y);
      const [nearest] = all.filter((placed) => distance(placed) <= reach).sort((a, b) => distance(a) - distance(b));
      return nearest ?? null;
    },
    /** @param {Placed | null} placed the claim that gets the ring */
    mark(placed) {
      for (const { node: g } of all) g.classList.toggle('is-open', g === placed?.node);
    },
  };
}
