/**
 * Takes a file dropped anywhere on the page. While one is dragged over it the cover is shown.
 * @param {HTMLElement} cover
 * @param {(file: File) => void} take
 */
export function acceptDrops(cover, take) {
  /** @param {DragEvent} event */
  const holdsFile = (event) => event.dataTransfer?.types.includes('Files') ?? false;
  /** @param {boolean} shown */
  const show = (shown) => cover.classList.toggle('is-shown', shown);
  addEventListener('dragenter', (event) => {
    if (holdsFile(event)) show(true);
  });
  addEventListener('dragover', (event) => {
    // Else the browser would open the file in place of the page.
    if (holdsFile(event)) event.preventDefault();
  });
  addEventListener('dragleave', (event) => {
    // Only the window itself has nothing beyond its edge.
    if (event.relatedTarget === null) show(false);
  });
  addEventListener('drop', (event) => {
    show(false);
    if (!holdsFile(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}
