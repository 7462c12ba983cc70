import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { type Attack, at } from './attack.ts';
import type { Door } from './besieged.ts';
import { requestOf } from './knock.ts';

type Case = { line: string; encoding: string; body: Buffer };

const messages = 'POST /api/messages';
const lines = [messages, 'GET /healthz', 'GET /readyz', 'PUT /api/messages', 'POST /nowhere'];
const json = { 'content-type': 'application/json' };
const packed = gzipSync('{"type":"message"}');
const mib = 2 ** 20;

/** What is no gzip, or one that breaks off somewhere. */
const brokenGzips: [string, Buffer][] = [
  ['fifteen bytes', Buffer.from('no gzip at all!')],
  ['nothing', Buffer.alloc(0)],
  ['half a header', packed.subarray(0, 5)],
  ['half a body', packed.subarray(0, packed.length - 12)],
  ['a wrong checksum', changed(packed, packed.length - 8)],
  ['a wrong length', changed(packed, packed.length - 4)],
  ['rubbish behind it', Buffer.concat([packed, Buffer.from('rubbish')])],
  ['another one behind it that is broken', Buffer.concat([packed, packed.subarray(0, 11)])],
  ['a block of a kind that is none', Buffer.concat([packed.subarray(0, 10), Buffer.from([0xff, 0xff, 0xff])])],
  ['a dictionary that nobody has', changed(packed, 3)],
];
const otherEncodings: [string, Buffer][] = [
  ['GZIP', packed],
  ['gzip', packed],
  ['x-gzip', packed],
  ['gzip, gzip', gzipSync(packed)],
  ['identity, gzip', packed],
  ['gzip;q=1', packed],
  ['\tgzip ', packed],
  ['deflate', deflateSync('{}')],
  ['deflate', Buffer.from('no deflate')],
  ['br', brotliCompressSync('{}')],
  ['br', Buffer.from('no brotli')],
  ['zstd', zstdCompressSync('{}')],
  ['identity', Buffer.from('{}')],
  ['compress', Buffer.from('{}')],
  ['', Buffer.from('{}')],
  ['x'.repeat(4_000), Buffer.from('{}')],
];
// Members of a gzip may stand one after the other: a bomb is made of as many of one as are wanted. Of brackets, whose reading takes the most
// memory, no more than the machine bears.
const bombs: [string, Buffer][] = [
  ['gzip', bomb(gzipSync(Buffer.alloc(mib)), 530)],
  ['gzip', bomb(gzipSync(Buffer.alloc(mib, '[')), 64)],
  ['br', brotliCompressSync(Buffer.alloc(64 * mib, '['))],
  ['zstd', bomb(zstdCompressSync(Buffer.alloc(mib, '[')), 400)],
];

/** Attacks by what a body is packed in. */
export const encodingAttacks: Attack[] = [...attacksAt('local'), ...attacksAt('production')];

function attacksAt(place: Attack['place']): Attack[] {
  const small = place === 'local' ? 1 : 0;
  return at(place, [
    {
      name: 'gzip that is broken',
      size: { small: small * 2, full: place === 'local' ? lines.length : 1 },
      run: (door, size) =>
        send(
          door,
          everywhere(
            lines.slice(0, size),
            brokenGzips.map(([, body]) => ['gzip', body]),
          ),
        ),
    },
    {
      name: 'other encodings',
      size: { small, full: place === 'local' ? lines.length : 1 },
      run: (door, size) => send(door, everywhere(lines.slice(0, size), otherEncodings)),
    },
    {
      name: 'bombs: what becomes a hundred or a thousand times larger',
      size: { small, full: 1 },
      run: (door) => send(door, everywhere([messages], bombs)),
    },
  ]);
}

function everywhere(where: string[], packings: [string, Buffer][]): Case[] {
  return where.flatMap((line) => packings.map(([encoding, body]) => ({ line, encoding, body })));
}

async function send(door: Door, cases: Case[]): Promise<string[]> {
  for (const { line, encoding, body } of cases) {
    const headers = { ...json, 'content-encoding': encoding, 'content-length': String(body.length) };
    // Who is answered no more has shown it.
    if ((await door.hit([requestOf(line, headers, body)])).answer === 'hang') break;
  }
  return [];
}

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

function bomb(member: Buffer, count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, () => member));
}
