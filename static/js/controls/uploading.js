import { element } from '../element.js';
import { t } from '../i18n.js';
import { loadKit } from './cards.js';
import { acceptDrops } from './upload/drop.js';

/**
 * Lets a file be dropped anywhere on the page, and fetches the upload when there is something to upload.
 *
 * @param {import('../state.js').State} state
 * @param {import('../api.js').Api} api
 * @param {import('../tasks.js').Tasks} tasks
 * @param {import('./cards.js').Add} add
 * @param {() => Promise<void>} pin has the map show what a report speaks of
 * @returns {HTMLElement} what lies over the page while a file is dragged over it
 */
export function createUploading(state, api, tasks, add, pin) {
  /** @type {ReturnType<typeof import('./upload.js').createUpload> | null} */
  let upload = null;
  /** @type {Promise<void> | null} */
  let pinned = null;
  let failed = false;
  /** @type {File | null} */
  let dropped = null;
  const begin = async () => {
    pinned ??= pin().catch((error) => {
      pinned = null;
      throw error;
    });
    const [{ createUpload }] = await Promise.all([loadKit(), pinned]).catch((error) => {
      // What opens it is not pressed for nothing, and opens it when it is pressed again.
      failed = true;
      state.set({ uploading: false });
      throw error;
    });
    // A file that is dropped begins it twice.
    if (!upload) {
      add((upload = createUpload(state, api)).node);
      upload.node.focus();
    }
    if (failed) state.set({ uploading: true });
    failed = false;
    if (dropped) upload.choose(dropped);
    dropped = null;
  };
  state.watch(['uploading'], ({ uploading }) => {
    if (uploading && !upload) tasks.run('upload', begin);
  });
  const cover = element('div', { class: 'drop-cover', 'aria-hidden': 'true' });
  state.watch(['language'], ({ language }) => { cover.textContent = t(language, 'upload.drop-here'); });
  acceptDrops(cover, (file) => {
    dropped = file;
    state.set({ uploading: true, playing: false });
    tasks.run('upload', begin);
  });
  return cover;
}
