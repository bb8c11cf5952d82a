import { element, fill } from '../element.js';
import { save } from '../save.js';
import { failureText } from './failure.js';

/**
 * A button that fetches a file and saves it: for what no link alone can ask for, as a drawn area has to be sent along.
 * @param {import('../types.js').Language} language
 * @param {string} text
 * @param {() => Promise<Blob>} fetchFile
 * @param {string} name of the file
 * @returns {HTMLElement} beside the button it says what could not be fetched
 */
export function downloadButton(language, text, fetchFile, name) {
  const said = element('span', { role: 'status' });
  const download = async () => {
    said.textContent = '';
    try {
      save(await fetchFile(), name);
    } catch (error) {
      fill(said, failureText(language, /** @type {Error} */ (error)));
    }
  };
  return element('span', {}, element('button', { type: 'button', class: 'link', click: download }, text), ' ', said);
}
