import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/**
 * The built console, in memory: a few megabytes, known in full at start. So no path of a request ever reaches the file
 * system, and each file is compressed once.
 */
export class SiteFiles {
  private constructor(private readonly files: ReadonlyMap<string, SiteFile>) {}

  /** Resolves to an empty site where the folder doesn't exist. Throws when it is far larger than a console is. */
  static async read(folder: string): Promise<SiteFiles> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      },
    );
    if (entries.length > FILES_MAX)
      throw new Error(`${folder} has more than ${FILES_MAX} files; is it the built console?`);
    const files = new Map<string, SiteFile>();
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const type = TYPES[extname(entry.name)];
      // Source maps and whatever else is of no use to a browser.
      if (type === undefined) continue;
      files.set(
        `/${relative(folder, path).split(sep).join('/')}`,
        new SiteFile(type, await readFile(path), entry.parentPath),
      );
    }
    return new SiteFiles(files);
  }

  get(path: string): SiteFile | undefined {
    return this.files.get(path);
  }

  get index(): SiteFile | undefined {
    return this.files.get('/index.html');
  }
}

export class SiteFile {
  readonly etag: string;
  /** Files with a hash in their name never change under it. */
  readonly immutable: boolean;
  private readonly compressed = new Map<Encoding, Promise<Buffer>>();

  constructor(
    readonly type: string,
    private readonly body: Buffer,
    folder: string,
  ) {
    this.etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    this.immutable = folder.split(sep).includes('assets');
  }

  /** The body as the reader likes it best. */
  async bodyFor(acceptEncoding: string | undefined): Promise<{ body: Buffer; encoding: Encoding | undefined }> {
    const encoding = COMPRESSIBLE.test(this.type) ? preferred(acceptEncoding ?? '') : undefined;
    if (encoding === undefined) return { body: this.body, encoding };
    let compressed = this.compressed.get(encoding);
    if (!compressed) {
      compressed = encoding === 'br' ? brotli(this.body, BROTLI) : gzipped(this.body);
      this.compressed.set(encoding, compressed);
    }
    return { body: await compressed, encoding };
  }
}

type Encoding = 'br' | 'gzip';

const FILES_MAX = 2_000;
const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip) as (body: Buffer) => Promise<Buffer>;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const COMPRESSIBLE = /^(text\/|application\/(javascript|json|manifest)|image\/svg)/;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

function preferred(acceptEncoding: string): Encoding | undefined {
  if (/\bbr\b(?!;\s*q=0(\.0*)?(,|$))/.test(acceptEncoding)) return 'br';
  return /\bgzip\b(?!;\s*q=0(\.0*)?(,|$))/.test(acceptEncoding) ? 'gzip' : undefined;
}
