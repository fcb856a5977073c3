// Bundles Plotly with just the trace types we draw, from exact versions, and checks that the result is reproducible.
//
//   node static/vendor/build.mjs          builds twice, compares, writes the files and SHA256SUMS
//   node static/vendor/build.mjs --check  builds twice and compares with the committed files; exit code 1 on a difference
//
// Packages are installed into a temporary folder (npm ci, no install scripts), so nothing but the result lands here.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCES = ['package.json', 'package-lock.json', 'plotly.entry.js'];

function install() {
    const folder = mkdtempSync(join(tmpdir(), 'burden-vendor-'));
    SOURCES.forEach((name) => cpSync(join(HERE, name), join(folder, name)));
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
    });
    return folder;
}

async function bundle(folder, require) {
    const esbuild = require('esbuild');
    const result = await esbuild.build({
        absWorkingDir: folder,
        entryPoints: ['plotly.entry.js'],
        bundle: true,
        minify: true,
        format: 'iife',
        globalName: 'PlotlyModule',
        footer: { js: 'window.Plotly=PlotlyModule.default;' },
        target: 'es2018',
        charset: 'ascii',
        legalComments: 'none',
        // As Plotly's own build sets them.
        define: { global: 'window', 'define.amd': 'false', 'process.env.NODE_DEBUG': 'false' },
        alias: { regl: '@plotly/regl', stream: 'stream-browserify' },
        loader: { '.css': 'empty', '.glsl': 'text' },
        metafile: true,
        write: false,
        logLevel: 'error',
    });
    return { code: result.outputFiles[0].text, inputs: Object.keys(result.metafile.inputs) };
}

// Plotly writes these rules into the page while it loads. A strict Content-Security-Policy drops them, and heatmap
// cells are then drawn blurred; as a file of our own, linked with the id that Plotly looks for, they are allowed.
function styleSheet(folder) {
    const source = readFileSync(join(folder, 'node_modules/plotly.js/build/plotcss.js'), 'utf8');
    const lines = [];
    const collector = { addStyleRule: (selector, style) => lines.push(`${selector}{${style}}`) };
    new Function('require', source)(() => collector);
    // Plotly inserts each rule before the ones already there.
    return `/* Plotly's own rules (build/plotcss.js), as a file: see build.mjs. */\n${lines.reverse().join('\n')}\n`;
}

function packageOf(input) {
    const tail = input.slice(input.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const parts = tail.split('/');
    const name = tail.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
    return input.slice(0, input.lastIndexOf('node_modules/')) + 'node_modules/' + name;
}

function licences(folder, inputs) {
    const packages = [...new Set(inputs.filter((input) => input.includes('node_modules/')).map(packageOf))].sort();
    const texts = packages.map((path) => {
        const { name, version, license } = JSON.parse(readFileSync(join(folder, path, 'package.json'), 'utf8'));
        const file = readdirSync(join(folder, path)).sort().find((entry) => /^(licen[cs]e|copying)/i.test(entry));
        const text = file ? readFileSync(join(folder, path, file), 'utf8').trim() : '(no licence file in the package)';
        return `${name} ${version} (${JSON.stringify(license ?? 'see text')})\n\n${text}\n`;
    });
    return `Packages whose code is in plotly.min.js.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

async function build(folder) {
    const require = createRequire(join(folder, 'package.json'));
    const { code, inputs } = await bundle(folder, require);
    return {
        'plotly.min.js': code,
        'plotly.css': styleSheet(folder),
        // Some packages write their licence with carriage returns, which a checkout would change.
        'plotly.LICENCES.txt': licences(folder, inputs).replace(/\r\n?/g, '\n'),
    };
}

function sums(files) {
    return Object.entries(files)
        .map(([name, text]) => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`)
        .join('');
}

function compare(files) {
    const wrong = Object.entries(files)
        .filter(([name, text]) => !existsSync(join(HERE, name)) || readFileSync(join(HERE, name), 'utf8') !== text)
        .map(([name]) => name);
    if (wrong.length > 0) {
        throw new Error(`Differs from what is committed: ${wrong.join(', ')}`);
    }
}

async function main() {
    const folder = install();
    try {
        const files = await build(folder);
        const total = sums(files);
        if (total !== sums(await build(folder))) {
            throw new Error('Two builds from the same packages differ.');
        }
        const all = { ...files, SHA256SUMS: total };
        if (process.argv.includes('--check')) {
            compare(all);
        } else {
            Object.entries(all).forEach(([name, text]) => writeFileSync(join(HERE, name), text));
        }
        process.stdout.write(total);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

await main();
