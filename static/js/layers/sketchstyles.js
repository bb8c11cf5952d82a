/**
 * How the drawing tool draws: in the ink of the page, as the outline of what is measured is.
 *
 * @typedef {`#${string}`} Hex
 */

export function drawingStyles() {
  const { ink, surface } = colours();
  const line = { outlineColor: ink, outlineWidth: 2, lineStringColor: ink, lineStringWidth: 2, fillColor: ink, fillOpacity: 0.06 };
  return { ...line, ...point('coordinatePoint', 4, ink, surface), ...point('closingPoint', 6, surface, ink) };
}

export function selectionStyles() {
  const { ink, surface } = colours();
  return {
    selectedPolygonColor: ink, selectedPolygonFillOpacity: 0.06, selectedPolygonOutlineColor: ink, selectedPolygonOutlineWidth: 2,
    selectedLineStringColor: ink, selectedLineStringWidth: 2,
    ...point('selectionPoint', 6, surface, ink), ...point('midPoint', 4, ink, surface),
  };
}

/**
 * @template {string} T
 * @param {T} name
 * @param {number} width
 * @param {Hex} fill
 * @param {Hex} edge
 */
function point(name, width, fill, edge) {
  const styles = { [`${name}Width`]: width, [`${name}Color`]: fill, [`${name}OutlineColor`]: edge, [`${name}OutlineWidth`]: 2 };
  return /** @type {Record<`${T}Width` | `${T}OutlineWidth`, number> & Record<`${T}Color` | `${T}OutlineColor`, Hex>} */ (styles);
}

/** The tokens as they are now, light or dark. */
function colours() {
  const tokens = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const hex = (name) => /** @type {Hex} */ (tokens.getPropertyValue(name).trim());
  return { ink: hex('--gz-ink'), surface: hex('--gz-surface') };
}
