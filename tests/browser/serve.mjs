// A static server for the built site, as plain as any host and as strict as a careful one: every answer carries
// the content security policy that the page promises to run under. The site is at / and, to see that it needs no
// place of its own, at /some/where/ too. Run alone, it serves until it is ended: node serve.mjs [PORT]

import { createServer } from 'node:http';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

/** The built site: `dist/`, unless SG_DIST names another folder. */
const dist = process.env.SG_DIST
  ? normalize(join(process.env.SG_DIST, '/'))
  : fileURLToPath(new URL('../../dist/', import.meta.url));

export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** The file that a request means; null for one outside of the site. */
function fileOf(folder, url) {
  let path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  path = path.replace(/^\/some\/where\//, '/');
  if (path.endsWith('/')) path += 'index.html';
  const file = normalize(join(folder, path));
  return file.startsWith(folder) ? file : null;
}

/** What crosses the wire compressed, as hosts do. */
const packs = new Set(['.css', '.html', '.js', '.json', '.md', '.svg', '.txt', '.wasm']);

/** A module without optimisation is large and only for tests: packing it well would take longer than they do. */
const HUGE = 8_000_000;

/** Compresses every file of the site, before the first request waits for it. The release's own path is a copy. */
async function packAll(folder) {
  const compress = promisify(brotliCompress);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && packs.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !file.startsWith(join(folder, 'v/')));
  return new Map(await Promise.all(files.map(async (file) => {
    const plain = await readFile(file);
    const quality = plain.length > HUGE ? 2 : 9;
    return [file, await compress(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })];
  })));
}

/** Starts the server; answers it and its URL. Port 0 takes a free one. Other files and more headers are for hosts. */
export async function serve(port = 0, { folder = dist, headers = {}, pack = folder === dist } = {}) {
  const packed = pack ? await packAll(folder) : new Map();
  const server = createServer(async (request, response) => {
    try {
      const file = fileOf(folder, request.url);
      const small = /\bbr\b/.test(request.headers['accept-encoding'] ?? '') && packed.get(file);
      const body = small || await readFile(file);
      response.writeHead(200, {
        ...(small && { 'content-encoding': 'br' }),
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
        // As plain hosts have it. Every test has a browser of its own, with nothing in its cache.
        'cache-control': 'max-age=600',
        ...headers,
      });
      response.end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('not found\n');
    }
  });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve(Number(process.argv[2] ?? 0));
  console.log(url);
}
