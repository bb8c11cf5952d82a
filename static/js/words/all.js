// For tests, which speak every language from the start.
import { languages, learn } from '../i18n.js';

await Promise.all(languages.map(learn));
