import * as L from 'leaflet/src/Leaflet.js';

// protomaps-leaflet takes it for a global.
Object.assign(globalThis, { L });
