/**
 * Two maps that move together, live, whichever of them is moved. Leaflet's plugins for it drive the second map by its
 * public methods, which end a move, with all that is laid out then, at every frame; here it takes the steps that the first
 * one takes.
 *
 * @typedef {import('leaflet').Map} Map
 * @typedef {import('leaflet').LatLng} LatLng
 * @typedef {import('leaflet').Point} Point
 * @typedef {{
 *   _rawPanBy: (offset: Point) => void, _moveStart: (zoomChanged: boolean, noMoveStart: boolean) => void,
 *   _move: (centre: LatLng, zoom: number, data?: object) => void, _moveEnd: (zoomChanged: boolean) => void,
 *   _animateZoom: (centre: LatLng, zoom: number, start: boolean) => void,
 *   _resetView: (centre: LatLng, zoom: number, noMoveStart: boolean) => void
 * }} Steps  of which Leaflet 1.9 makes every move
 * @typedef {(map: Map) => Point} Middle  the point of a map's container that shows the same place on both maps
 * @typedef {(step: () => void) => void} Lead  does a step of one map for the other, which does not answer it
 */

/**
 * @param {Map} first
 * @param {Map} second
 * @param {Middle} middle
 * @returns {{align: () => void, part: () => void}} align brings the second map to the size of its container and to the
 *   first one's view
 */
export function couple(first, second, middle) {
  let led = false;
  /** @type {Lead} */
  const lead = (step) => {
    if (led) return;
    led = true;
    step();
    led = false;
  };
  const parts = [follow(first, second, middle, lead), follow(second, first, middle, lead)];
  return {
    align: () => lead(() => {
      second.invalidateSize({ animate: false, pan: false });
      stepsOf(second)._resetView(besides(first.getCenter(), first.getZoom(), first, second, middle), first.getZoom(), true);
    }),
    part: () => parts.forEach((part) => part()),
  };
}

/**
 * @param {Map} leader
 * @param {Map} follower
 * @param {Middle} middle
 * @param {Lead} lead
 * @returns {() => void}
 */
function follow(leader, follower, middle, lead) {
  const steps = stepsOf(follower);
  let moved = false;
  let zoomed = false;
  /** @param {LatLng} centre @param {number} zoom */
  const beside = (centre, zoom) => besides(centre, zoom, leader, follower, middle);
  const step = () => {
    const zoom = leader.getZoom();
    const centre = beside(leader.getCenter(), zoom);
    if (zoom !== follower.getZoom()) {
      moved = zoomed = true;
      // As fingers do it: what is drawn is stretched now and drawn anew at the end.
      return steps._move(centre, zoom, { pinch: true });
    }
    const offset = follower.project(centre).subtract(follower.project(follower.getCenter())).round();
    if (!offset.x && !offset.y) return;
    moved = true;
    steps._rawPanBy(offset);
    follower.fire('move');
  };
  const on = {
    move: () => lead(step),
    /** @param {import('leaflet').ZoomAnimEvent} event */
    zoomanim: ({ center, zoom }) => lead(() => {
      steps._moveStart(true, false);
      steps._animateZoom(beside(center, zoom), zoom, true);
    }),
    viewreset: () => lead(() => steps._resetView(beside(leader.getCenter(), leader.getZoom()), leader.getZoom(), true)),
    moveend: () => lead(() => {
      if (moved) steps._moveEnd(zoomed);
      moved = zoomed = false;
    }),
  };
  leader.on(on);
  return () => leader.off(on);
}

/** @param {Map} map @returns {Steps} */
function stepsOf(map) {
  return /** @type {Steps} */ (/** @type {unknown} */ (map));
}

/**
 * The centre of the follower when that of the leader is there.
 * @param {LatLng} centre
 * @param {number} zoom
 * @param {Map} leader
 * @param {Map} follower
 * @param {Middle} middle
 */
function besides(centre, zoom, leader, follower, middle) {
  /** @param {Map} map */
  const aside = (map) => middle(map).subtract(map.getSize().divideBy(2));
  const by = aside(leader).subtract(aside(follower));
  return by.x || by.y ? follower.unproject(follower.project(centre, zoom).add(by), zoom) : centre;
}
