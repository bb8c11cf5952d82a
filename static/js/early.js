import { begin, end } from './busy.js';
import { boxesOver } from './covering.js';
import { firstValues, readFirst } from './first.js';
import { breath, inTurn } from './frames.js';
import { drawFirstZones, removeFirstZones } from './layers/firstzones.js';
import { parseAddress } from './url.js';

/** Of two days only the later one's zones have come, and the map is to be parted between them. */
async function drawOneDay() {
  const place = parseAddress(location.href);
  const container = document.getElementById('map');
  if (!container || place.mode !== 'day') return;
  await breath();
  const { layer, zones } = firstValues(readFirst(document), place);
  const draw = () => inTurn(drawFirstZones(container, { view: place.view, layer, zones }, boxesOver()));
  await breath();
  await draw();
  addEventListener('resize', () => { if (removeFirstZones(container)) draw(); });
}

/**
 * The first formatter takes a browser long to make, in whichever thread: where it has been made in another one, the page has it at
 * once. One that allows no workers makes it when it is needed.
 * @param {string} language
 */
function makeFormatterBeside(language) {
  const url = URL.createObjectURL(new Blob([`new Intl.NumberFormat(${JSON.stringify(language)}).format(1000);close();`], { type: 'text/javascript' }));
  try {
    new Worker(url);
  } catch (error) {
    console.info('no worker:', error);
  }
}

/** Milliseconds after which a page that is not painted goes on: a browser that has just been started may need a second. */
const patience = 2500;

/** Waits until what the page came with is on the screen, before its script keeps the browser busy. */
function painted() {
  return new Promise((resolve) => {
    // What nobody looks at is not painted.
    if (document.hidden) resolve(null);
    // The first paint may have been before the zones were drawn.
    requestAnimationFrame(() => {
      new PerformanceObserver((paints) => {
        if (paints.getEntriesByName('first-contentful-paint').length > 0) resolve(null);
      }).observe({ type: 'paint', buffered: true });
    });
    setTimeout(resolve, patience);
  });
}

/** Without the page's script there are no words but these. @type {Record<string, string>} */
const failures = {
  en: 'The map could not be loaded. Reload the page to try again.',
  uk: 'Карту не вдалося завантажити. Перезавантажте сторінку, щоб спробувати ще раз.',
  ru: 'Карту не удалось загрузить. Перезагрузите страницу, чтобы попробовать ещё раз.',
};

const language = document.documentElement.lang;
begin('page');
try {
  await drawOneDay().catch((error) => console.error('no early zones:', error));
  makeFormatterBeside(language);
  await painted();
  // By itself, as all at once would hold up the browser.
  await import('./leaflet.js');
  document.documentElement.dataset.lettered = '';
  await breath();
  await import('./main.js');
} catch (error) {
  const told = document.createElement('p');
  told.setAttribute('role', 'alert');
  told.textContent = failures[language] ?? failures.en;
  document.querySelector('.opening')?.append(told);
  throw error;
} finally {
  end('page');
}
