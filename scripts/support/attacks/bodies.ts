import { type Attack, at } from './attack.ts';
import type { Door } from './besieged.ts';
import { requestOf } from './knock.ts';

const json = { 'content-type': 'application/json' };
const kb = 1_024;

/** Bodies that no Teams would send. */
const bodies: (string | Buffer)[] = [
  '',
  ' ',
  'null',
  '[]',
  '"text"',
  '1e400',
  '{',
  '{"type":"message"',
  '[1]'.repeat(1_000),
  nested('[', ']', 120 * kb),
  nested('{"a":', '}', 60 * kb, '1'),
  `[${'['.repeat(250 * kb)}`,
  `{"type":"message","text":"${'x'.repeat(500 * kb)}"}`,
  `{"type":"message","text":"${'x'.repeat(600 * kb)}"}`,
  `{${Array.from({ length: 40_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
  `[${'1,'.repeat(200 * kb)}1]`,
  `{"type":"message",${'"a":1,'.repeat(50_000)}"a":2}`,
  '{"__proto__":{"type":"message","isAdmin":true},"constructor":{"prototype":{"x":1}}}',
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]),
  Buffer.from('{"type":"message"}', 'utf16le'),
  Buffer.alloc(500 * kb),
  `"${'\\ud800'.repeat(80_000)}"`,
  `{"n":${'9'.repeat(400 * kb)}}`,
];
const types = [
  '',
  'application/json; charset=utf-16',
  'application/json; charset=nothing',
  'APPLICATION/JSON',
  'application/jsonx',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/json,text/plain',
];

/** Attacks by what a body holds. */
export const bodyAttacks: Attack[] = at('local', [
  {
    name: 'bodies: deep, big, broken, of other kinds',
    size: { small: 1, full: 3 },
    async run(door, size) {
      for (let count = 0; count < size; count++) await throwAll(door);
      return [];
    },
  },
  {
    name: 'two megabytes to everybody at once',
    size: { small: 4, full: 40 },
    async run(door, size) {
      const body = Buffer.alloc(2 * kb * kb, ' ');
      await Promise.all(Array.from({ length: size }, () => door.hit([requestOf('POST /api/messages', json, body)])));
      return [];
    },
  },
]);

async function throwAll(door: Door): Promise<void> {
  for (const body of bodies) {
    await door.hit([requestOf('POST /api/messages', json, body)]);
    await door.hit([requestOf('POST /api/messages', { ...json, authorization: 'Bearer a.b.c' }, body)]);
  }
  for (const type of types)
    await door.hit([
      requestOf(
        'POST /api/messages',
        { 'content-type': type },
        '--x\r\ncontent-disposition: form-data; name="a"; filename="b"\r\n\r\nc\r\n--x--',
      ),
    ]);
}

function nested(open: string, close: string, depth: number, inside = ''): string {
  return open.repeat(depth) + inside + close.repeat(depth);
}
