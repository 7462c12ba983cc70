import { randomUUID } from 'node:crypto';
import type { Attack } from './attack.ts';
import { openCase, openForm, pressUnoffered, requestsOf, submit } from './cases.ts';
import { type Colleague, type Said, team } from './colleague.ts';

/** A text that repeats one thing, with something in front of it and behind it. */
type Shape = { unit: string; before?: string; after?: string };

/** What is hard to read for whoever reads it carelessly. */
const texts: Record<string, (string | Shape)[]> = {
  'dots, and other ends of sentences': ['.', '!?', ',;:-', { unit: ' .', before: 'ohje', after: 'x' }],
  'mentions that begin, and never end': [
    '<at>',
    '<at ',
    '<at>x</at>',
    { unit: 'x', before: '<at>' },
    '<quoted messageId="',
    '<blockquote>',
  ],
  'letters that grow when they are read': ['\ufdfa', '\u0390', 'İ', 'ﬃ', { unit: '\u0301', before: 'a' }],
  'what nobody sees': [
    ...['\u200b', ' ', '\n', '\t \u00a0', '\u202e', '\0', '\ud800', '\u{1f468}\u200d'],
    ...[
      { unit: '\u2060', before: '\u00ad', after: 'ohje' },
      { unit: ' ', after: 'x' },
    ],
  ],
  'digits, and what could be somebody’s code': ['1', '010190-9', '0101901', '+358 40 ', '1 ', '1-', '1.1.', 'FI12 '],
  'words without end, and names': ['x', 'x ', 'Aa ', 'Aa-', 'katu 1 A ', 'äö'],
  'addresses, and half of them': ['a@', { unit: 'a.', after: '@' }, 'http://', 'www.a.', { unit: 'b.', before: 'a@' }],
  'marks of Markdown, and brackets': ['[', '](', '*_~`', '\\', '# ', '| ', '$', '{'.padStart(2, '$'), '{{'],
};
const html: (string | Shape)[] = [
  ...[
    '<div>',
    '<blockquote>',
    '<ul><li>',
    '<table><tr><td>',
    '<a href="x">',
    '<b><i>',
    '<!--',
    '<',
    '&',
    '&amp',
    '<p',
    '</p>',
    '<at>',
    '<pre>',
  ],
  ...[
    { unit: 'x="y" ', before: '<p ' },
    { unit: '&#120;', before: '<p>' },
    { unit: '<div>', after: 'x</div>' },
  ],
];
const kb = 1_024;
// As much as a body may hold; the form has it four times.
const whole = 450 * kb;
const quarter = 100 * kb;

/** Attacks by what somebody writes. */
export const textAttacks: Attack[] = [
  ...Object.entries(texts).map(
    ([name, shapes]): Attack => ({
      name: `text: ${name}`,
      kind: 'client',
      place: 'local',
      size: { small: 2, full: shapes.length },
      run: (colleague, size) => say(colleague, shapes.slice(0, size)),
    }),
  ),
  { name: 'a message’s html, handed to the bot', kind: 'client', place: 'local', size: { small: 2, full: html.length }, run: handHtml },
  { name: 'an activity’s other fields, long and deep', kind: 'client', place: 'local', size: { small: 1, full: 5 }, run: bloat },
  {
    name: 'halves of characters, NUL and reversed text, in a request',
    kind: 'client',
    place: 'local',
    size: { small: 1, full: 1 },
    run: writeUnwritable,
  },
];

// In a chat, in a channel, in each field of the form, on a card; too long, and as long as may be.
async function say(colleague: Colleague, shapes: (string | Shape)[]): Promise<string[]> {
  const channel = colleague.channel('Lastensuojelu', team);
  const { asker, id } = await openCase(colleague);
  const form = await openForm(colleague, asker);
  const written = (text: string) =>
    pressUnoffered(colleague, asker, { verb: 'give-info', card: 'status', id, rev: 1, 'text-give-info': text });
  // What takes long alone takes much longer when several are sent; no two are the same, which would be one.
  const atOnce = async (text: string) => (await Promise.all([1, 2, 3, 4, 5, 6].map((number) => written(text + number))))[0] as Said;
  for (const shape of shapes) {
    const [long, text] = [filled(shape, whole), filled(shape, quarter)];
    const ways = [
      () => colleague.send(colleague.message(asker, long)),
      () => colleague.send(colleague.message(asker, long, channel)),
      () => submit(colleague, asker, { ...form, title: text, situation: text, tried: text, question: text }),
      () =>
        submit(colleague, asker, { ...form, title: text.slice(0, 120), situation: text.slice(0, 2_500), question: text.slice(0, 1_000) }),
      () => written(long),
      () => atOnce(text.slice(0, 4_990)),
    ];
    // Who is answered no more has shown it.
    for (const way of ways) if ((await way()).answer === 'hang') return [];
  }
  return [];
}

async function handHtml({ arena, send, somebody }: Colleague, size: number): Promise<string[]> {
  const reader = somebody();
  for (const shape of html.slice(0, size)) {
    const value = { commandId: 'ask', messagePayload: { body: { contentType: 'html', content: filled(shape, whole) } } };
    const { answer } = await send(arena.invoke(reader, 'composeExtension/fetchTask', value));
    if (answer === 'hang') return [];
  }
  return [];
}

// So much of it as takes so many bytes in JSON.
function filled(shape: string | Shape, bytes: number): string {
  const { unit, before = '', after = '' } = typeof shape === 'string' ? { unit: shape } : shape;
  return before + unit.repeat(Math.floor(bytes / (Buffer.byteLength(JSON.stringify(unit)) - 2))) + after;
}

async function bloat(colleague: Colleague, size: number): Promise<string[]> {
  const writer = colleague.somebody();
  const long = 'x'.repeat(90_000);
  // Deeper than JSON can be written from objects.
  const deep = 'deep';
  const nested = `${'{"a":'.repeat(50_000)}null${'}'.repeat(50_000)}`;
  const letter = colleague.message(writer, 'ohje') as { from: object; conversation: object; channelData: object };
  const bloated = [
    { from: { ...letter.from, name: long } },
    { locale: `fi-${long}` },
    { conversation: { ...letter.conversation, name: long, id: `a:1${long}` } },
    { entities: Array.from({ length: 3_000 }, () => ({ type: 'mention', text: '<at>x</at>', mentioned: { id: '28:x', name: 'x' } })) },
    { attachments: Array.from({ length: 3_000 }, () => ({ contentType: 'text/html', content: '<div>' })) },
    { membersAdded: Array.from({ length: 5_000 }, (_, index) => ({ id: `29:${index}` })), type: 'conversationUpdate' },
    { channelData: { ...letter.channelData, deep } },
    { id: long },
    { value: { action: { type: 'Action.Execute', verb: long, data: { v: 1, verb: long } } }, type: 'invoke', name: 'adaptiveCard/action' },
    { type: long },
    { name: long, type: 'invoke' },
    { replyToId: long },
    { serviceUrl: `http://x:y@127.0.0.1/${long}` },
  ];
  for (let count = 0; count < size; count++)
    for (const more of bloated) {
      const body = JSON.stringify({ ...letter, id: randomUUID(), ...more });
      await colleague.send(body.replace(`"${deep}"`, nested));
    }
  return [];
}

// A text is stored as it can be shown everywhere, or not at all.
async function writeUnwritable(colleague: Colleague): Promise<string[]> {
  const unwritable = ['Kysymys \0 tästä', 'Kysymys \ud800 tästä', 'Kysymys \u202e tästä', 'Kysymys \u0007 tästä', '\u200b\u2060\u200b'];
  const effects: string[] = [];
  for (const text of unwritable) {
    const asker = colleague.somebody();
    await submit(colleague, asker, await openForm(colleague, asker, { title: text, situation: text, question: text }));
    for (const { request } of await requestsOf(colleague, asker)) {
      const said = [request.title, request.situation, request.question];
      if (said.some((one) => !one.isWellFormed() || /[\p{Cc}\p{Bidi_C}]/u.test(one) || !/\p{L}/u.test(one)))
        effects.push(`stored as it came: ${JSON.stringify(text)}`);
    }
  }
  return effects;
}
