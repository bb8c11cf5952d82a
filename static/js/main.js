import { followAddress } from './address.js';
import { Api } from './api.js';
import { createCards, expectCards, openBySlash } from './controls/cards.js';
import { createCompare } from './controls/compare.js';
import { createPanel } from './controls/panel.js';
import { createSheet } from './controls/sheet.js';
import { createTimeline } from './controls/timeline.js';
import { createTools } from './controls/tools.js';
import { createUploading } from './controls/uploading.js';
import { createViews } from './controls/views.js';
import { boxesOver, coveringSelector, standingSelector } from './covering.js';
import { firstValues, readFirst } from './first.js';
import { breath, inTurn } from './frames.js';
import { followPlace } from './historyloader.js';
import { learn, preferredLanguage } from './i18n.js';
import { createDrawing } from './layers/drawing.js';
import { createFurniture } from './layers/furniture.js';
import { createMaps } from './layers/pair.js';
import { createPatterns } from './layers/patterns.js';
import { freeBounds } from './layers/map.js';
import { startLive } from './live.js';
import { startLoading } from './loader.js';
import { State } from './state.js';
import { fetched } from './tasks.js';
import { parseAddress, unreadDays } from './url.js';

const place = parseAddress(location.href);
const language = place.language || preferredLanguage(navigator.languages);
await learn(language);
const came = readFirst(document);
const state = new State({
  ...firstValues(came, place, unreadDays(location.href)), snapshots: [], timeline: null, failure: null, attempt: 0,
  mode: place.mode, from: place.from, fromSnapshot: null, fromZones: null, changes: null, divider: 0.5, with: place.with, accord: null, comparing: false,
  region: place.region, area: place.area, measured: null, whole: null, halves: [],
  place: place.place, history: null, placeFailure: null, goal: null, drawing: '', sketch: [], line: '',
  hide: place.hide, range: place.range, card: place.place ? 'place' : '', embed: 'embed' in document.documentElement.dataset,
  regions: null, border: null, settlements: [], events: [], claims: [],
  speak: language, language, theme: place.theme, view: place.view, bounds: null,
  playing: false, speed: 'week', uploading: false, pins: [], pin: null, proposed: null, singly: false, published: null,
  heard: 0, news: null, follow: false, lost: false,
});
const api = new Api(document.baseURI);

/** @param {string} id */
function part(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`the page has no #${id}`);
  return node;
}

/** What is in view of the map, whatever a card that was opened covers. @type {import('./controls/share/pictures.js').Look} */
function look() {
  const { mode, bounds } = state.values;
  const apart = mode === 'side' ? bounds : null;
  return { bounds: apart ?? freeBounds(map, boxesOver(standingSelector)), zoom: map.getZoom() };
}

/** @param {import('leaflet').Map} map @returns {import('./controls/cards.js').Add} adds one that comes later */
function watchCards(map) {
  const sheet = part('sheet');
  const observer = new ResizeObserver(() => {
    part('page').style.setProperty('--gz-sheet-top', `${sheet.getBoundingClientRect().height}px`);
    map.fire('cardschange');
  });
  for (const card of document.querySelectorAll(coveringSelector)) observer.observe(card);
  return (card) => {
    part('page').append(card);
    observer.observe(card);
  };
}

// The map comes first, between what the page came with, which is as large as what takes its place. All is made part by part: between
// two of them the browser paints, and answers the reader.
document.body.prepend(createPatterns(state));
await breath();
const map = await createMaps(part('map'), state, boxesOver);
await breath();
// What follows the reader's choices is there before one can be made, and the stream's listeners before the first snapshots come.
followAddress(state);
if (!state.values.embed) openBySlash(state);
startLive(state, document.baseURI);
const tasks = startLoading(state, api, { wanted: place.layer, came: came !== null });
await breath();
const panel = await inTurn(createPanel(state));
await breath();
const timeline = await inTurn(createTimeline(state));
await breath();
part('sheet').replaceChildren(panel, timeline);
createSheet(part('sheet'), state);
await breath();
part('tools').append(createTools(state, createViews(state)));
await breath();
part('page').append(createFurniture(map, state));
await breath();
part('page').append(createCompare(state, map, boxesOver));
const add = watchCards(map);
await breath();
// Who wants more than the map itself opens the full one.
if (!state.values.embed) {
  createCards({ state, api, look }, tasks, add);
  expectCards(part('tools'));
  const pin = async () => (await fetched(import('./layers/pins.js'))).createPins(map, state, boxesOver);
  part('page').append(createUploading(state, api, tasks, add, pin));
  createDrawing(map, state, tasks);
}
followPlace(state, api);
/** @type {Promise<void> | null} */
let printing = null;
// A printer waits for nothing that is yet to be fetched; where this cannot be, the page prints as it is.
const letPrint = () => {
  printing ??= import('./share/print.js').then(({ followPrint }) => followPrint(state, look)).catch(() => { printing = null; });
};
state.watch(['timeline'], ({ timeline }) => { if (timeline) letPrint(); });
addEventListener('keydown', letPrint);
