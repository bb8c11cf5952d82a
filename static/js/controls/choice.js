import { element, fill } from '../element.js';

/**
 * @typedef {{id: string, name: string}} Option
 */

/**
 * A native menu drawn our way: the select lies, unseen, over whatever is shown in its place, so that every system's own
 * menu, keys and names for it work.
 * @param {{class: string, choose: (id: string) => void}} how
 * @param {...(Node | string)} face what is seen
 * @returns {{node: HTMLElement, set: (label: string, options: Option[], chosen: string) => void}}
 */
export function createChoice(how, ...face) {
  const select = element('select', { change: () => how.choose(select.value) });
  const node = element('span', { class: `choice ${how.class}` }, ...face, select);
  return {
    node,
    set(label, options, chosen) {
      select.setAttribute('aria-label', label);
      node.title = label;
      fill(select, ...options.map(({ id, name }) => element('option', { value: id }, name)));
      select.value = chosen;
    },
  };
}
