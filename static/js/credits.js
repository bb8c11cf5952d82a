import { formatAccuracy, layerName } from './format.js';
import { isHidden } from './hiding.js';
import { t } from './i18n.js';
import { otherLayer } from './layerchoice.js';

/**
 * Who made what is shown, and what the licences are called: what every view of the map has to say.
 *
 * @typedef {import('./types.js').Values} Values
 * @typedef {import('./types.js').Layer} Layer
 * @typedef {Pick<Values, 'layer' | 'layers' | 'with' | 'language' | 'tiles' | 'pmtiles' | 'hide'>} Shown
 */

/** Whether a source says it. @param {string} text */
export function isStated(text) {
  return text !== '' && text !== 'unknown';
}

/**
 * Who made what is shown, each once: the layer, the one it is shown against, what is drawn around them, what they stand on.
 * @param {Readonly<Shown>} values
 * @returns {string[]}
 */
export function sourcesOf(values) {
  const { layers, tiles, pmtiles, language } = values;
  const reference = layers.filter(({ kind }) => kind === 'reference').map(({ source }) => source.attribution);
  const base = isHidden(values, 'base') ? '' : (pmtiles ?? tiles)?.attribution ?? '';
  const names = [...controlOf(values).map(({ source }) => source.attribution), ...reference, base]
    .flatMap((text) => text.split(/,\s+/)).filter(isStated);
  const silent = controlOf(values).filter(({ source }) => !isStated(source.attribution)).map((layer) => {
    const key = isStated(layer.source.licence) ? 'credit.unknown-source' : 'credit.unknown';
    return t(language, key, { layer: layerName(language, layer) });
  });
  return [...new Set([...names, ...silent])];
}

/**
 * The licences of the layers that are shown, each once; of one that says neither source nor licence sourcesOf tells both.
 * @param {Readonly<Shown>} values
 * @returns {string[]}
 */
export function licencesOf(values) {
  const { layers, language } = values;
  const reference = layers.filter(({ kind }) => kind === 'reference');
  const names = [...controlOf(values), ...reference].map(({ source }) => source.licence).filter(isStated);
  const silent = controlOf(values).filter(({ source }) => isStated(source.attribution) && !isStated(source.licence))
    .map((layer) => t(language, 'credit.unknown-licence', { layer: layerName(language, layer) }));
  return [...new Set([...names, ...silent])];
}

/**
 * How exact what is shown is, of both layers where they do not say the same.
 * @param {Readonly<Shown>} values
 */
export function accuracyOf(values) {
  const { language, layer } = values;
  const other = otherLayer(values);
  const first = formatAccuracy(language, layer?.accuracy ?? null);
  if (!other || other.accuracy === layer?.accuracy) return first;
  return `${first}; ${layerName(language, other)}: ${formatAccuracy(language, other.accuracy)}`;
}

/** @param {Readonly<Shown>} values @returns {Layer[]} */
function controlOf(values) {
  return [values.layer, otherLayer(values)].filter((layer) => layer !== null);
}
