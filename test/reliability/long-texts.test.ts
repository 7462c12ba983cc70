import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import { createQueue } from '../../src/desk/queue.ts';
import type { Person } from '../../src/domain/person.ts';
import { screen } from '../../src/domain/privacy.ts';
import { cleanName, cleanText } from '../../src/domain/text.ts';
import { createCommands } from '../../src/teams/commands.ts';
import { createDialogs } from '../../src/teams/dialogs.ts';
import { createNetworkActions } from '../../src/teams/network-actions.ts';
import { filledIn } from '../../src/teams/network-form.ts';
import { commandOf, draftOf, type Payload } from '../../src/teams/payload.ts';
import { escapeMarkdown, escapeXml, plainText } from '../../src/teams/plain-text.ts';
import { createQueueActions } from '../../src/teams/queue-actions.ts';
import { asker, createStage } from '../desk/stage.ts';
import { uuid } from '../support/clock.ts';

/** What is repeated in texts that would stop everybody: signs, words, markup, and all that the privacy guard looks at more closely. */
const units = [
  ...['.', ' ', '\t', '-', '_', '*', '/', '\\', '@', '#', '&', '<', '>', '[', '(', '{', '`', '•', '+', ':', ',', '!', '…', '”'],
  ...['a', 'A', 'ä', '0', '9', 'x ', 'A ', 'Ab ', 'Matti ', 'a-', '- ', '1. ', '1 - ', '+ ', '# '],
  ...['<at>', '<at ', '</at>', '<at></at>', '&nbsp;', '\u00a0', '&amp;', '\\`', '[a](', '![](', '**a', '> ', '\u0024{', '{{', '<!--'],
  ...['<b>', '<div>', '<p>', '<ul><li>', '<table><tr><td>', '<a href="', '<div></x>', '<at><b>', '<blockquote>', '<quoted ', '<img '],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\n ',
    '\u2028',
    '\u0085',
    '\v',
    '\0',
    '\u001b',
    '\ufeff',
    '\ufffe',
    '\u202e',
    '\u2066',
    '\u200b',
    '\u200d',
    '\u00ad',
    '\u3164',
    '\u2800',
  ],
  ...[
    '\ud800',
    '\udc00',
    '\ufdfa',
    '\ufb2c',
    '\u0344',
    '\u0301',
    '\u0315\u0300',
    '\u0345\u0321',
    '\ufe0f',
    '👩‍👧‍👦',
    '🇫',
    '1️⃣',
    '漢',
    '\u1100',
    '\u{e0041}',
  ],
  ...[
    'a.',
    'a@',
    'a@a.',
    'a(at)a(dot)',
    ' miukumauku ',
    '1.',
    '1.1.',
    '1/',
    '1-',
    '1 ',
    '09 ',
    '+358 ',
    '0(',
    '00 1',
    '010190-900',
    '1.2.246.',
    '1.2.246.562.24.',
  ],
  ...[
    'FI1',
    'FI 1',
    '80 246 ',
    'Akatu 1 ',
    'akatu ',
    'Atie ',
    'auto ABC-123 ',
    'auto',
    'Utsjoki ',
    'harvinainen ',
    's. ',
    'synt. 1.1.',
    'valvira ',
    'instagram: ',
    'x.com/',
    '@a.',
  ],
];

type Enter = (text: string) => unknown;

/** As long as it takes to clean an ordinary text that is longer than any request may be: what is quicker cannot be measured well. */
let negligible: number;
let person: Person;
let commands: ReturnType<typeof createCommands>;
let dialogs: ReturnType<typeof createDialogs>;
beforeAll(async () => {
  negligible = await msOf(() => cleanText('Isä tavoitettiin tänään. '.repeat(25_000)));
  const stage = await createStage();
  const { desk, directory, clock } = stage;
  const networkActions = createNetworkActions({ desk, directory, clock, redraw: () => {} });
  const queueActions = createQueueActions({ queue: createQueue(stage) });
  const coordinatorActions = { listFor: async () => '', answer: async () => null };
  const networkDialogs = { open: async () => ({}), submit: async () => ({}) } as never;
  const people = { confirmed: async () => [] };
  commands = createCommands({
    desk,
    directory,
    clock,
    people,
    queueActions,
    networkActions,
    coordinatorActions,
    subjects: [async () => null],
  });
  dialogs = createDialogs({ desk, directory, networkDialogs, clock });
  const { id: personId, teamsId, name } = asker.person;
  const contact = {
    personId,
    teamsId,
    name,
    locale: 'fi' as const,
    tenantId: 't',
    serviceUrl: 'https://teams.example/',
    conversation: 'a:1',
  };
  person = await directory.meet({ ...contact, localeBy: 'told', ask: async () => ({ isGuest: false, name: '', givenName: '' }) });
});

/** Where texts come in or are shown, with a length of text; four times that is tried, too. */
const entrances: [string, number, Enter][] = [
  ['a message in the chat', 20_000, async (text) => commands.answer(written(text, 'personal'), person)],
  ['a message in a channel', 20_000, async (text) => commands.answer(written(text, 'channel'), person)],
  [
    'the request form',
    10_000,
    (text) =>
      dialogs.submit(
        invoked({ data: { dialog: 'ask', id: uuid(1), title: text, situation: text, tried: text, disciplines: text } }),
        person,
      ),
  ],
  [
    'a message that the form is opened on',
    12_000,
    (text) => dialogs.open(invoked({ messagePayload: { body: { content: text } } }), person),
  ],
  ['a text from the chat for the form', 10_000, (text) => dialogs.open(invoked({ data: { text } }), person)],
  ['a text on a card', 20_000, (text) => [commandOf(answering(text)), draftOf(answering(text), false)]],
  [
    'a network’s form',
    20_000,
    (text) =>
      filledIn(
        { name: text, area: text, fields: text, disciplines: text, people: text },
        { offered: [], experts: [], before: null, at: '2026-11-23T08:00:00.000Z', locale: 'fi' },
      ),
  ],
  ['the privacy guard', 2_500, screen],
  ['a name', 20_000, cleanName],
  ['a kept text, shown on a card', 20_000, (text) => plainText(escapeMarkdown(text))],
  ['a kept text, shown in a thread', 20_000, escapeXml],
];

describe.each(entrances)('%s', (_, length, enter) => {
  test('takes work in proportion to the text, whatever is in it', async () => {
    const slow: string[] = [];

    for (const unit of units) if (await growsTooMuch(enter, unit, length)) slow.push(unit);

    expect(slow).toEqual([]);
  });
});

test.each([
  ['deep', `${'<ul><li>'.repeat(2000)}Syvällä${'</li></ul>'.repeat(2000)}`],
  ['long', '<p>Isä tavoitettiin.</p>'.repeat(20_000)],
  ['never closed', '<div><b><i>'.repeat(20_000)],
])('a message of HTML that is %s opens the form with what stands first in it', async (_, html) => {
  const opened = await dialogs.open(invoked({ messagePayload: { body: { content: `<p>Nuori ei tule kotiin.</p>${html}` } } }), person);

  expect(JSON.stringify(opened)).toContain('Nuori ei tule kotiin.');
});

// What grows with the text takes four times as long for four times of it, what grows with its square sixteen times. Measured again while it looks as if:
// a machine may be busy with something else.
async function growsTooMuch(enter: Enter, unit: string, length: number): Promise<boolean> {
  let [once, fourTimes] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 30; round++) {
    once = Math.min(once, await msOf(() => enter(filledWith(unit, length))));
    fourTimes = Math.min(fourTimes, await msOf(() => enter(filledWith(unit, 4 * length))));
    if (fourTimes < 8 * once + negligible) return false;
  }
  return true;
}

async function msOf(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

// Before, between and after letters: what is looked for at an edge is there, and is not.
function filledWith(unit: string, length: number): string {
  const half = unit.repeat(Math.ceil(length / unit.length / 2));
  return `${half}a${half}a`;
}

function written(text: string, conversationType: string): TurnContext {
  return { activity: { conversation: { conversationType, id: 'a:1' }, text } } as unknown as TurnContext;
}

function invoked(value: object): TurnContext {
  return { activity: { value } } as unknown as TurnContext;
}

function answering(text: string): Payload {
  return {
    v: 1,
    verb: 'answer',
    card: 'channel',
    id: uuid(1),
    rev: 1,
    entry: 0,
    list: null,
    own: false,
    history: null,
    'text-answer': text,
  };
}
