/**
 * Lets the page around an embedded map scroll: the wheel moves the map only with Ctrl or ⌘, and a single finger not at all.
 * @param {import('leaflet').Map} map
 */
export function letScroll(map) {
  map.getContainer().addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
  }, { capture: true });
  if (matchMedia('(pointer: coarse)').matches) map.dragging.disable();
}
