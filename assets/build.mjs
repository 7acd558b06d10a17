// Builds style sheet, scripts and icons into a folder: names with a content hash, .br and .gz beside each, and a
// manifest.json from logical to real names.
//   node build.mjs OUT
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import esbuild from 'esbuild';
import * as sass from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const target = ['chrome109', 'firefox102', 'safari15.4'];

function style(name) {
  const built = sass.compile(join(here, 'scss', `${name}.scss`), {
    loadPaths: [join(here, 'node_modules')],
    quietDeps: true,
    style: 'compressed',
    charset: false,
  });
  // Each colour is defined by us, so the fallback that govuk-frontend writes with every use is dead weight.
  const css = built.css.replace(/var\((--govuk-[a-z-]+),\s*#[0-9a-f]+\)/gi, 'var($1)');
  return esbuild.transformSync(css, { loader: 'css', minify: true, target }).code;
}

// Trix writes a style element of its own, which the pages' Content-Security-Policy refuses; rich.scss says the same.
const trix_without_style = {
  name: 'trix-without-style',
  setup(build) {
    build.onLoad({ filter: /trix\.esm(\.min)?\.js$/ }, ({ path }) => {
      const parts = readFileSync(path, 'utf8').split('createElement("style")');
      if (parts.length !== 2) throw new Error('build.mjs: Trix makes its style in another way than before');
      return { contents: parts.join('createElement("template")'), loader: 'js' };
    });
  },
};

function script(name, plugins = []) {
  return esbuild.build({
    entryPoints: [join(here, 'js', `${name}.js`)],
    bundle: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none',
    minify: true,
    plugins,
    target,
  }).then((built) => built.outputFiles[0].text);
}

function icon(name) {
  const text = readFileSync(join(here, 'icons', `${name}.svg`), 'utf8');
  return text.replace(/<!--[^]*?-->/g, '').replace(/>\s+</g, '><').trim() + '\n';
}

const files = {
  'work.css': style('work'),
  'work.js': await script('work'),
  'portal.css': style('portal'),
  'portal.js': await script('portal'),
  'htmx.js': await script('htmx'),
  'rich.css': style('rich'),
  'rich.js': await script('rich', [trix_without_style]),
};
for (const file of readdirSync(join(here, 'icons')).sort()) files[file] = icon(file.slice(0, -extname(file).length));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const manifest = {};
for (const [name, text] of Object.entries(files)) {
  const bytes = Buffer.from(text);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const kind = extname(name);
  const hashed = `${name.slice(0, -kind.length)}-${hash}${kind}`;
  const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  writeFileSync(join(out, hashed), bytes);
  writeFileSync(join(out, `${hashed}.br`), br);
  writeFileSync(join(out, `${hashed}.gz`), gzipSync(bytes, { level: 9 }));
  manifest[name] = hashed;
  console.log(`${hashed.padEnd(28)} ${String(bytes.length).padStart(7)} bytes ${String(br.length).padStart(6)} br`);
}
writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
