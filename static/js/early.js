export {};

// What the page came with is on the screen before its script keeps the browser busy. The first formatter takes a browser long to make,
// in whichever thread: where it has been made in another one, the page has it at once.
const lang = JSON.stringify(document.documentElement.lang);
new Worker(URL.createObjectURL(new Blob([`new Intl.NumberFormat(${lang}).format(1000);close();`], { type: 'text/javascript' })));

/** Milliseconds after which a page that is not painted goes on. */
const patience = 1000;

await new Promise((resolve) => {
  // What nobody looks at is not painted.
  if (document.hidden) resolve(null);
  new PerformanceObserver((paints) => {
    if (paints.getEntriesByName('first-contentful-paint').length > 0) resolve(null);
  }).observe({ type: 'paint', buffered: true });
  setTimeout(resolve, patience);
});
await import('./main.js');
