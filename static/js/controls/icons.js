import { svg } from '../svg.js';

/** Drawn on 16 × 16, stroked in the colour of the text. */
const paths = {
  search: 'M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2ZM10.6 10.6 14.2 14.2',
  measure: 'm1.8 11.2 9.4-9.4 3 3-9.4 9.4ZM4.6 8.4l1.5 1.5M7 6l1.5 1.5M9.4 3.6l1.5 1.5',
  theme: 'M8 1.8a6.2 6.2 0 1 0 0 12.4ZM8 1.8a6.2 6.2 0 0 1 0 12.4M9.2 2v12M10.6 2.4v11.2M12 3.2v9.6M13.2 4.6v6.8',
  upload: 'M8 10.5V2M4.8 5.2 8 2l3.2 3.2M2.5 9.5v4h11v-4',
  share: 'M5.8 7.1l4.5-2.5M5.8 8.9l4.5 2.5M12 1.8a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM12 10.2a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM4 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z',
  layers: 'M8 1.8 14.2 5 8 8.2 1.8 5ZM1.8 8 8 11.2 14.2 8M1.8 11 8 14.2 14.2 11',
  closed: 'M3.5 7.2h9v6.6h-9ZM5.4 7.2V5a2.6 2.6 0 0 1 5.2 0v2.2',
  menu: 'M2 4h12M2 8h12M2 12h12',
  clock: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.5V8l2.4 1.6',
  calendar: 'M2.5 3.5h11v10h-11ZM2.5 6.5h11M5.3 2v3M10.7 2v3',
  close: 'm3.5 3.5 9 9m0-9-9 9',
  chevron: 'm4 6 4 4 4-4',
};

/**
 * An icon that says nothing by itself: whatever it stands in carries the words.
 * @param {keyof typeof paths} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  return svg('svg', { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' }, svg('path', { d: paths[name] }));
}
