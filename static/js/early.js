export {};

// What the page came with is on the screen before its script keeps the browser busy. While that is under way there is time for what
// the browser takes long to make once: its first formatter.
new Intl.NumberFormat(document.documentElement.lang).format(1000);

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
