import { isStated } from '../credits.js';
import { dayOf } from '../days.js';
import { element, fill } from '../element.js';
import { formatAccuracy, formatRange, formatShortDay, layerName } from '../format.js';
import { isHidden, withHidden } from '../hiding.js';
import { t } from '../i18n.js';
import { chooseLayer, chooseOther, controlLayers, otherLayer } from '../layerchoice.js';
import { hideable } from '../url.js';
import { webAddress } from '../webaddress.js';
import { createCard } from './card.js';
import { createChoice } from './choice.js';
import { icon } from './icons.js';

/**
 * The card of layers: which one says who controls what, and who made it, which other one it is shown against, and what else is
 * drawn.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').Layer} Layer
 * @typedef {import('../types.js').Language} Language
 */

/** @param {State} state @returns {HTMLElement} */
export function createLayersCard(state) {
  return createCard(state, 'layers', ({ language }) => t(language, 'tool.layers'),
    createControl(state), createOther(state), createShown(state));
}

/** @param {State} state */
function createControl(state) {
  const legend = element('legend', { class: 'layers-head' });
  const list = element('div', { class: 'layers-list' });
  const node = element('fieldset', { class: 'layers-part' }, legend, list);
  state.watch(['layers', 'language'], (values) => {
    legend.textContent = t(values.language, 'layers.control');
    fill(list, ...controlLayers(values).map((layer) => layerEntry(state, layer)));
  });
  state.watch(['layers', 'language', 'layer', 'snapshot'], ({ language, layer, snapshot }) => {
    for (const entry of list.children) {
      const radio = /** @type {HTMLInputElement} */ (entry.querySelector('input'));
      radio.checked = radio.value === layer?.id;
      fill(/** @type {Element} */ (entry.querySelector('.layers-downloads')),
        ...(radio.checked && snapshot && layer ? downloads(language, layer, snapshot) : []));
    }
  });
  return node;
}

/**
 * @param {State} state
 * @param {Layer} layer
 */
function layerEntry(state, layer) {
  const { language } = state.values;
  const id = `layers-about-${layer.id}`;
  const radio = element('input', {
    type: 'radio', name: 'layer', value: layer.id, 'aria-describedby': id, change: () => chooseLayer(state, layer.id),
  });
  return element(
    'div',
    { class: 'layers-entry' },
    element('label', { class: 'layers-name' }, radio, element('span', {}, layerName(language, layer))),
    element('div', { class: 'layers-about', id },
      element('p', {}, `${formatAccuracy(language, layer.accuracy)} · ${extentText(language, layer)}`),
      ...creditLines(language, layer.source),
      !layer.source.redistributable && element('p', { class: 'note' }, icon('closed'), element('span', {}, t(language, 'layers.closed')))),
    element('p', { class: 'layers-downloads' }),
  );
}

/**
 * “114 maps, 5 Aug 2024 – 4 Jul 2025”.
 * @param {Language} language
 * @param {Layer} layer
 */
function extentText(language, { first_valid_at: first, last_valid_at: last, snapshot_count: count }) {
  if (!first || !last) return t(language, 'age.empty');
  return t(language, 'layers.maps', { count, range: formatRange(language, dayOf(first), dayOf(last)) });
}

/**
 * Who made it, how it has to be named and on which terms it may be used; what is not known is said.
 * @param {Language} language
 * @param {import('../types.js').Source} source
 */
function creditLines(language, { name, url, attribution, licence }) {
  const unknown = [
    !isStated(attribution) && t(language, 'layer.unknown-source'),
    !isStated(licence) && t(language, 'layer.unknown-licence'),
  ].filter(Boolean).join(' ');
  const address = webAddress(url);
  const maker = address ? element('a', { href: address.href, target: '_blank', rel: 'noopener' }, name) : name;
  return [
    isStated(attribution) && element('p', {}, `${t(language, 'layers.source')}: `, maker, attribution === name ? '' : `, ${attribution}`),
    isStated(licence) && element('p', {}, `${t(language, 'layers.licence')}: ${licence}`),
    unknown && element('p', {}, unknown),
  ];
}

/**
 * What may be passed on of the layer that is shown.
 * @param {Language} language
 * @param {Layer} layer
 * @param {import('../types.js').Snapshot} snapshot
 */
function downloads(language, { id, source }, snapshot) {
  if (!source.redistributable) return [];
  const map = `api/v1/layers/${encodeURIComponent(id)}/snapshots/${encodeURIComponent(snapshot.id)}`;
  const date = formatShortDay(language, dayOf(snapshot.valid_at));
  const links = /** @type {const} */ ([
    [map, t(language, 'layers.geojson', { date })],
    [`${map}?original=true`, t(language, 'layers.original')],
    [`api/v1/timeline?layer=${encodeURIComponent(id)}`, t(language, 'layers.timeline')],
  ]);
  return links.map(([href, text]) => element('a', { href, download: true }, text));
}

/** @param {State} state */
function createOther(state) {
  const face = element('strong', { class: 'layers-chosen' });
  const choice = createChoice({ class: 'regions', choose: (id) => chooseOther(state, id) },
    element('span', { class: 'regions-face' }, face), icon('chevron'));
  const head = element('h3', { class: 'layers-head' });
  const why = element('p', { class: 'layers-why' });
  const node = element('div', { class: 'layers-part' }, head, choice.node, why);
  state.watch(['layers', 'layer', 'with', 'language'], (values) => {
    const { language, layer } = values;
    const others = controlLayers(values).filter(({ id }) => id !== layer?.id);
    const other = otherLayer(values);
    const none = t(language, 'layers.with.none');
    node.hidden = others.length === 0;
    head.textContent = t(language, 'layers.with');
    why.textContent = t(language, 'layers.with.why');
    face.textContent = other ? layerName(language, other) : none;
    choice.set(t(language, 'layers.with'),
      [{ id: '', name: none }, ...others.map((one) => ({ id: one.id, name: layerName(language, one) }))], other?.id ?? '');
  });
  return node;
}

/** @param {State} state */
function createShown(state) {
  const legend = element('legend', { class: 'layers-head' });
  const entries = hideable.map((what) => {
    const box = element('input', { type: 'checkbox', change: () => state.set({ hide: withHidden(state.values, what, !box.checked) }) });
    const name = element('span');
    const credit = element('span', { class: 'layers-credit' });
    return { what, box, name, credit, label: element('label', { class: 'layers-name' }, box, element('span', {}, name, credit)) };
  });
  state.watch(['language', 'layers', 'hide', 'tiles', 'pmtiles'], (values) => {
    legend.textContent = t(values.language, 'layers.shown');
    for (const { what, box, name, credit, label } of entries) {
      label.hidden = what === 'base' && !values.tiles && !values.pmtiles;
      box.checked = !isHidden(values, what);
      name.textContent = t(values.language, `layers.show.${what}`);
      credit.textContent = creditOf(values, what);
    }
  });
  return element('fieldset', { class: 'layers-part' }, legend, ...entries.map(({ label }) => label));
}

/**
 * @param {Readonly<Values>} values
 * @param {(typeof hideable)[number]} what
 */
function creditOf({ layers, tiles, pmtiles }, what) {
  if (what === 'base') return (pmtiles ?? tiles)?.attribution ?? '';
  const source = layers.find(({ id, kind }) => id === what && kind !== 'control')?.source;
  return source ? [source.attribution, source.licence].filter(isStated).join(' · ') : '';
}
