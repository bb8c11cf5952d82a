// Bundles the page into dist/: js and css with hashed names under assets/, the fonts that they name, and index.html,
// which names them.
import { build } from 'esbuild';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const root = import.meta.dirname;
const dist = join(root, 'dist');
const target = ['es2022', 'safari16'];
const [script, early] = ['js/main.js', 'js/early.js'];
const styles = ['css/main.css', 'css/embed.css'];
/** What the first script fetches, in its order. */
const ahead = ['js/leaflet.js', script];
/** The folders of the packages that something of was built in. @type {Set<string>} */
const packages = new Set();

/** Empties dist but for .gitkeep, which lets the server compile before the first build. */
async function clean() {
  await mkdir(dist, { recursive: true });
  for (const name of await readdir(dist)) {
    if (name !== '.gitkeep') await rm(join(dist, name), { recursive: true });
  }
}

/**
 * What is imported as `x.js?worker` or `x.css?styles` is bundled by itself, since a worker shares no module with the page, and these
 * styles come later than the page; the import gives its address. @type {import('esbuild').Plugin}
 */
const apart = {
  name: 'apart',
  setup(page) {
    page.onResolve({ filter: /\?(worker|styles)$/ }, ({ path, resolveDir }) => (
      { path: resolve(resolveDir, path.replace(/\?.*/, '')), namespace: 'apart' }));
    page.onLoad({ filter: /./, namespace: 'apart' }, async ({ path }) => {
      const { outputFiles, metafile } = await build({
        absWorkingDir: root, entryPoints: [path], bundle: true, write: false, minify: true, format: 'esm', target, legalComments: 'eof', charset: 'utf8', metafile: true,
      });
      notePackages(metafile);
      return { contents: outputFiles[0].contents, loader: 'file' };
    });
  },
};

/** How the page is built. @satisfies {import('esbuild').BuildOptions} */
const options = {
  absWorkingDir: root,
  entryPoints: [early, ...styles],
  outdir: dist,
  entryNames: 'assets/[name]-[hash]',
  chunkNames: 'assets/[name]-[hash]',
  assetNames: 'assets/[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  sourcemap: process.argv.includes('--sourcemap'),
  format: /** @type {const} */ ('esm'),
  target,
  plugins: [apart],
  loader: /** @type {const} */ ({ '.woff2': 'file', '.png': 'empty', '.svg': 'file' }),
  legalComments: /** @type {const} */ ('eof'),
  charset: /** @type {const} */ ('utf8'),
  metafile: /** @type {const} */ (true),
};

/**
 * Has what the page fetches later import the page's own script, so that esbuild leaves that in one piece: without this it is in
 * as many files as there are ways to share it, and a browser asks for six of them at a time. Words share nothing.
 * @param {string[]} later
 * @returns {import('esbuild').Plugin}
 */
function sharing(later) {
  return {
    name: 'sharing',
    setup(page) {
      page.onLoad({ filter: /\.js$/ }, async ({ path }) => (
        later.includes(path) ? { contents: `${await readFile(path, 'utf8')}\nimport ${JSON.stringify(join(root, script))};` } : undefined));
    },
  };
}

/** @returns {Promise<import('esbuild').Metafile['outputs']>} the built files by name, relative to dist */
async function bundle() {
  // What is fetched later, only a build can tell.
  const { outputs } = (await build({ ...options, write: false })).metafile;
  const later = Object.values(outputs).flatMap(({ entryPoint }) => (
    entryPoint?.endsWith('.js') && ![early, ...ahead].includes(entryPoint) && !entryPoint.startsWith('js/words/') ? [join(root, entryPoint)] : []));
  const result = await build({ ...options, plugins: [...options.plugins, sharing(later)] });
  notePackages(result.metafile);
  return Object.fromEntries(Object.entries(result.metafile.outputs).map(([name, output]) => [fromDist(name), output]));
}

/** @param {string} name */
function fromDist(name) {
  return name.replace(/^dist\//, '');
}

/** The first paint waits for the stylesheet and the first zones, and for no other script. @param {string} name @param {'high' | 'low'} priority */
function preload(name, priority) {
  return `<link rel="modulepreload" fetchpriority="${priority}" href="${name}">`;
}

/** @param {import('esbuild').Metafile['outputs']} outputs by name, relative to dist */
async function writePage(outputs) {
  /** @param {string} source @returns {string[]} what is made of it, and what that imports */
  const builtOf = (source) => {
    const name = Object.keys(outputs).find((one) => outputs[one].entryPoint === source);
    if (!name) throw new Error(`the build has no ${source}`);
    return [name, ...outputs[name].imports.flatMap(({ kind, path }) => (kind === 'import-statement' ? [fromDist(path)] : []))];
  };
  const firstNeeds = builtOf(early).slice(1);
  // What the first script fetches, and what that needs, is asked for together with it, and not once it has come.
  const later = [...new Set(ahead.flatMap(builtOf))].filter((name) => !firstNeeds.includes(name));
  const words = Object.entries(outputs).flatMap(([name, { entryPoint = '' }]) => {
    const language = /^js\/words\/(\w+)\.js$/.exec(entryPoint)?.[1];
    return language ? [`{{if eq .Language "${language}"}}${preload(name, 'low')}{{end}}`] : [];
  });
  const source = await readFile(join(root, 'index.html'), 'utf8');
  const page = [early, ...styles].reduce((text, name) => text.replace(name, builtOf(name)[0]), source)
    .replace(/(?=<script type="module")/, `${[...firstNeeds.map((name) => preload(name, 'high')), ...later.map((name) => preload(name, 'low')), ...words].join('\n')}\n`);
  await writeFile(join(dist, 'index.html'), page);
}

/** Puts beside each file of text what the server sends of it to who takes Brotli: here is time for the smallest there is. @param {string[]} names */
async function pack(names) {
  for (const name of names.filter((one) => /\.(js|css)$/.test(one))) {
    const file = join(dist, name);
    await writeFile(`${file}.br`, brotliCompressSync(await readFile(file)));
  }
}

/** @param {import('esbuild').Metafile} metafile */
function notePackages({ inputs }) {
  for (const input of Object.keys(inputs)) {
    const folder = /node_modules\/(?:.*\/node_modules\/)?(@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (folder) packages.add(folder);
  }
}

/** Writes the licences of others' work, which have to go with every copy of it. */
async function writeLicences() {
  const texts = await Promise.all([...packages].sort().map(async (folder) => {
    const { name, version, license, author } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    const file = (await readdir(join(root, folder))).find((one) => /^licen[cs]e/i.test(one));
    const text = file ? await readFile(join(root, folder, file), 'utf8') : `Copyright ${author?.name ?? author ?? 'of its authors'}`;
    return `${name} ${version}: ${license}\n\n${text.trim()}\n`;
  }));
  await writeFile(join(dist, 'licences.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
}

await clean();
const outputs = await bundle();
await Promise.all([writePage(outputs), pack(Object.keys(outputs)), writeLicences()]);
