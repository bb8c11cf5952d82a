import * as L from 'leaflet/src/Leaflet.js';
import { TerraDraw, TerraDrawLineStringMode, TerraDrawPolygonMode, TerraDrawSelectMode } from 'terra-draw';
import { TerraDrawLeafletAdapter } from 'terra-draw-leaflet-adapter';
import { polygonOf } from '../area.js';
import { formatPoints, parseLine } from '../url.js';
import { createMeasureTip } from './measuretip.js';
import { drawingStyles, selectionStyles } from './sketchstyles.js';

/**
 * The line or the area that is being drawn. Its corners so far are `state.sketch`; finished, it is `state.line` or
 * `state.area`, and its corners can be dragged, and others added between two. Whatever else changes those values, such as
 * a corner that was typed, is drawn as well.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Position} Position
 * @typedef {import('geojson').LineString | import('geojson').Polygon} Shape
 */

const reach = 14; // pixels from a corner that still mean it
/** No key finishes or gives up: the card has buttons for that, and the keys of the map move it. */
const keyEvents = null;

/**
 * @param {L.Map} map
 * @param {State} state
 */
export function createSketch(map, state) {
  const tip = createMeasureTip(map, state);
  const { draw, modes } = createTool(map);
  /** What of the state is drawn. @type {{drawing: '' | 'line' | 'area', sketch: Position[], done: string}} */
  let drawn = { drawing: '', sketch: [], done: '' };
  let loading = false;

  const isDone = () => draw.getMode() === 'select';
  const show = () => {
    if (drawn.drawing) tip.show(drawn.drawing, cornersOf(shapeIn(draw)));
  };
  const write = () => {
    const { drawing } = drawn;
    if (loading || !drawing) return;
    if (isDone()) drawn = { drawing, sketch: [], done: formatPoints(cornersOf(shapeIn(draw))) };
    else drawn = { drawing, sketch: committedIn(draw), done: '' };
    state.set(changesOf(drawn));
  };
  const load = () => {
    loading = true;
    draw.clear();
    drawStored(draw, modes, drawn);
    loading = false;
    show();
  };
  const follow = () => {
    const { drawing, sketch } = state.values;
    const done = drawing ? state.values[drawing] : '';
    if (drawing === drawn.drawing && done === drawn.done && sketch === drawn.sketch) return;
    drawn = { drawing, sketch, done };
    if (drawing) {
      if (!draw.enabled) draw.start();
      load();
    } else if (draw.enabled) {
      draw.stop();
      tip.hide();
    }
  };
  draw.on('change', () => {
    show();
    if (!isDone()) write();
  });
  draw.on('finish', (id, { action }) => {
    if (action === 'draw') draw.selectFeature(id);
    write();
    show();
  });
  state.watch(['drawing', 'sketch', 'line', 'area'], follow);
  state.onChange(['theme'], () => {
    for (const mode of ['linestring', 'polygon']) draw.updateModeOptions(mode, { styles: drawingStyles() });
    draw.updateModeOptions('select', { styles: selectionStyles() });
  });
}

/** @param {L.Map} map */
function createTool(map) {
  const options = { pointerDistance: reach, keyEvents, showCoordinatePoints: true, styles: drawingStyles() };
  const modes = { line: new TerraDrawLineStringMode(options), area: new TerraDrawPolygonMode(options) };
  const coordinates = { draggable: true, deletable: true, midpoints: { draggable: true } };
  const select = new TerraDrawSelectMode({
    allowManualDeselection: false, pointerDistance: reach, keyEvents, styles: selectionStyles(),
    flags: { linestring: { feature: { coordinates } }, polygon: { feature: { coordinates } } },
  });
  const adapter = new TerraDrawLeafletAdapter({ lib: L, map, coordinatePrecision: 9 });
  return { draw: new TerraDraw({ adapter, modes: [modes.line, modes.area, select] }), modes };
}

/**
 * @param {TerraDraw} draw
 * @param {ReturnType<typeof createTool>['modes']} modes
 * @param {{drawing: '' | 'line' | 'area', sketch: Position[], done: string}} stored
 */
function drawStored(draw, modes, { drawing, sketch, done }) {
  if (!drawing) return;
  const mode = drawing === 'line' ? 'linestring' : 'polygon';
  const geometry = done ? geometryOf(drawing, done) : null;
  if (geometry) {
    draw.setMode('select');
    const [{ id }] = draw.addFeatures([{ type: 'Feature', geometry, properties: { mode } }]);
    if (id !== undefined) draw.selectFeature(id);
    return;
  }
  draw.setMode(mode);
  for (const [lng, lat] of sketch) modes[drawing].onClick({ lng, lat, ...nowhere, button: 'left', heldKeys: [], isContextMenu: false });
}

/** A corner that is not clicked is near no other one on the screen, which would finish the shape. */
const nowhere = { containerX: -1e6, containerY: -1e6 };

/** @param {'line' | 'area'} drawing @param {string} done @returns {Shape} */
function geometryOf(drawing, done) {
  return drawing === 'line' ? { type: 'LineString', coordinates: parseLine(done) ?? [] } : polygonOf(done);
}

/** The one shape there is, without the points that help to draw it. @param {TerraDraw} draw */
function shapeIn(draw) {
  return draw.getSnapshot().find(({ geometry }) => geometry.type !== 'Point') ?? null;
}

/**
 * Its corners; of one that is being drawn the last is where the pointer is.
 * @param {{geometry: import('terra-draw').GeoJSONStoreFeatures['geometry']} | null} shape
 * @returns {Position[]}
 */
function cornersOf(shape) {
  if (!shape) return [];
  const { geometry } = shape;
  if (geometry.type === 'LineString') return /** @type {Position[]} */ (geometry.coordinates);
  return geometry.type === 'Polygon' ? /** @type {Position[]} */ (geometry.coordinates[0].slice(0, -1)) : [];
}

/** The corners that were set. @param {TerraDraw} draw */
function committedIn(draw) {
  const shape = shapeIn(draw);
  const corners = cornersOf(shape);
  return corners.slice(0, Number(shape?.properties.committedCoordinateCount ?? corners.length - 1));
}

/**
 * @param {{drawing: '' | 'line' | 'area', sketch: Position[], done: string}} drawn
 * @returns {Partial<import('../types.js').Values>}
 */
function changesOf({ drawing, sketch, done }) {
  if (drawing === 'line') return { sketch, line: done };
  return done ? { sketch, area: done, region: '' } : { sketch, area: done };
}
