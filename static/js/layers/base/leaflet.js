// What protomaps-leaflet takes for a global; build.js gives it to that module alone.
export { default as L } from 'leaflet';
