// Leaflet's types are of its bundle; its modules export the same by the same names.
declare module 'leaflet/src/*' {
  export * from 'leaflet';
  export const setPosition: typeof import('leaflet').DomUtil.setPosition;
}
