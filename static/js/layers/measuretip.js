import L from 'leaflet';
import { element } from '../element.js';
import { formatArea, formatLength } from '../format.js';
import { lengthsAlong, measureRing } from '../geodesy.js';
import { t } from '../i18n.js';

/**
 * The running numbers beside what is drawn: along a line the length up to each corner, in an area its km².
 *
 * @param {L.Map} map
 * @param {import('../state.js').State} state
 */
export function createMeasureTip(map, state) {
  const tips = L.layerGroup().addTo(map);
  return {
    /**
     * @param {'line' | 'area'} kind
     * @param {import('../types.js').Position[]} corners
     */
    show(kind, corners) {
      tips.clearLayers();
      const { language } = state.values;
      if (kind === 'line') {
        lengthsAlong(corners).slice(1).forEach((km, i) => tips.addLayer(tipAt(corners[i + 1], formatLength(language, km))));
      } else if (corners.length >= 3) {
        const { areaKm2 } = measureRing(corners);
        tips.addLayer(tipAt(middleOf(corners), t(language, 'area', { area: formatArea(language, areaKm2) })));
      }
    },
    hide: () => tips.clearLayers(),
  };
}

/** @param {import('../types.js').Position} position @param {string} text */
function tipAt([lon, lat], text) {
  return L.tooltip({ permanent: true, direction: 'top', offset: [0, -8], className: 'map-tip measure-tip', interactive: false })
    .setLatLng([lat, lon]).setContent(element('span', {}, text));
}

/** @param {import('../types.js').Position[]} corners @returns {import('../types.js').Position} */
function middleOf(corners) {
  const [lon, lat] = corners.reduce(([x, y], [lon1, lat1]) => [x + lon1, y + lat1], [0, 0]);
  return [lon / corners.length, lat / corners.length];
}
