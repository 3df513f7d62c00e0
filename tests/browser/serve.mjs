// A static server for the built site, as plain as any host and as strict as a careful one: every answer carries
// the content security policy that the page promises to run under. The site is at / and, to see that it needs no
// place of its own, at /some/where/ too. Run alone, it serves until it is ended: node serve.mjs [PORT]

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

const policy = [
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
function fileOf(url) {
  let path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  path = path.replace(/^\/some\/where\//, '/');
  if (path.endsWith('/')) path += 'index.html';
  const file = normalize(join(dist, path));
  return file.startsWith(dist) ? file : null;
}

const packed = new Map();

/** The file as it crosses the wire: compressed, as hosts do, once per file. */
async function read(file, compress) {
  if (!compress) return readFile(file);
  if (!packed.has(file)) packed.set(file, brotliCompressSync(await readFile(file)));
  return packed.get(file);
}

/** Starts the server; answers it and its URL. Port 0 takes a free one. */
export async function serve(port = 0) {
  const server = createServer(async (request, response) => {
    try {
      const file = fileOf(request.url);
      const compress = /\bbr\b/.test(request.headers['accept-encoding'] ?? '') && extname(file) !== '.png';
      const body = await read(file, compress);
      response.writeHead(200, {
        ...(compress && { 'content-encoding': 'br' }),
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
        'cache-control': 'no-store',
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
