import { beforeEach, describe, expect, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import { createQueue } from '../../src/desk/queue.ts';
import type { Person } from '../../src/domain/person.ts';
import { languages, wordsOf } from '../../src/i18n/translate.ts';
import { type Commands, createCommands } from '../../src/teams/commands.ts';
import { createNetworkActions } from '../../src/teams/network-actions.ts';
import { createQueueActions } from '../../src/teams/queue-actions.ts';
import { asker, createStage, type Stage } from '../desk/stage.ts';

const cards = { help: 'welcome', new: 'invite', mine: 'mine', language: 'language' } as const;
const written = languages.flatMap((language) =>
  Object.entries(cards).flatMap(([command, card]) =>
    wordsOf(language).commands[command as keyof typeof cards].map((alias) => [alias, card] as const),
  ),
);

let stage: Stage;
let commands: Commands;
let person: Person;

beforeEach(async () => {
  stage = await createStage();
  const { desk, directory, clock } = stage;
  const networkActions = createNetworkActions({ desk, directory, clock, redraw: () => {} });
  const queueActions = createQueueActions({ queue: createQueue(stage) });
  const coordinatorActions = { listFor: async () => '', answer: async () => null };
  const people = { confirmed: async () => [] };
  commands = createCommands({ desk, directory, clock, people, queueActions, networkActions, coordinatorActions, subjects: [] });
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
  person = await stage.directory.meet({ ...contact, localeBy: 'told', ask: async () => ({ isGuest: false, name: '', givenName: '' }) });
});

describe('what a person writes to the bot', () => {
  test.each(written)('“%s” is answered with the card “%s”', async (alias, card) => {
    expect(await answerTo(alias)).toMatchObject({ name: card });
  });

  test.each([
    'UUSI',
    '  uusi ',
    'uusi!',
    '/uusi',
    'Uusi.',
    'uusi\u00a0konsultaatio',
    '<at>Neuvo</at> uusi',
    '<at id="0">Neuvo</at>&nbsp;uusi',
    '👍 uusi',
    '👩🏽‍⚕️ uusi konsultaatio 🙏🏼',
    '\u200buusi',
    '\ufeffuu\u00adsi\u2060',
    '→ uusi ←',
    'uusi?!',
    '”uusi”,',
    '/Uusi   konsultaatio…',
    'fråga'.normalize('NFD'),
    'fraga',
  ])('“%s” is read as it was meant', async (text) => {
    expect(await answerTo(text)).toMatchObject({ name: 'invite' });
  });

  test.each([
    ['kieli ruotsi', 'sv'],
    ['språk finska', 'fi'],
    ['language english', 'en'],
    ['kieli sv', 'sv'],
    ['Kieli EN', 'en'],
    ['language suomi', 'fi'],
    ['sprak: Finska.', 'fi'],
    ['språk engelska!'.normalize('NFD'), 'en'],
  ] as const)('“%s” chooses the language, which is remembered', async (text, locale) => {
    expect(await answerTo(text)).toBe(wordsOf(locale).languageCard.chosen);
    expect(await stage.directory.person(person.personId)).toMatchObject({ locale });
  });

  test('a language that there is not is a message like others; the command alone brings the choice', async () => {
    expect(await answerTo('kieli saksa')).toMatchObject({ name: 'relay', data: { text: 'kieli saksa' } });
    expect(await answerTo('kieli')).toMatchObject({ name: 'language' });
  });

  test('nothing at all is answered with what one can do', async () => {
    expect(await answerTo(' ')).toMatchObject({ name: 'welcome' });
  });

  test('anything else is kept, and asked whom it is for', async () => {
    expect(await answerTo('Isä tavoitettiin tänään.')).toMatchObject({
      name: 'relay',
      data: { text: 'Isä tavoitettiin tänään.', offersRelay: false },
    });

    await stage.asked();

    expect(await answerTo('Isä tavoitettiin tänään.')).toMatchObject({ name: 'relay', data: { offersRelay: true } });
  });

  test.each(['Uusi, mutta keskeneräinen', 'Omat kokemukseni auttoivat.', 'Jono!!! Se on pitkä', '?!'])(
    '“%s” only begins as a command does: it is a message like others',
    async (text) => {
      expect(await answerTo(text)).toMatchObject({ name: 'relay', data: { text } });
    },
  );

  test.each([
    ['space', `uusi${' '.repeat(300)}.`],
    ['signs', `${'!'.repeat(300)}uusi`],
    ['words', `kooste ${'46 '.repeat(100)}`],
  ])('a command among hundreds of %s is a message like others', async (_, text) => {
    expect(await answerTo(text)).toMatchObject({ name: 'relay', data: { text: text.trim() } });
  });

  test.each(['\u200b', '\u3164\u2800', '\u202e\u2066', '<at>Neuvo</at>\u00ad'])(
    'what cannot be seen is nothing at all: %j',
    async (text) => {
      expect(await answerTo(text)).toMatchObject({ name: 'welcome' });
    },
  );

  test('a mention that is never closed is what it says', async () => {
    expect(await answerTo('<at>Isä tavoitettiin <at>Neuvo</at> tänään.')).toMatchObject({
      data: { text: '<at>Isä tavoitettiin  tänään.' },
    });
  });

  test.each(['constructor', '__proto__', 'toString'])('the word “%s” is a word like others', async (text) => {
    expect(await answerTo(text)).toMatchObject({ name: 'relay', data: { text } });
  });

  test('a button’s command is answered as if it had been written', async () => {
    const activity = { conversation: { conversationType: 'personal' }, text: '', value: { command: 'mine' } };

    expect(await commands.answer({ activity } as unknown as TurnContext, person)).toMatchObject({ name: 'mine' });
  });
});

function answerTo(text: string) {
  const bot = { id: '28:bot', name: 'Neuvo' };
  const entities = ['<at>Neuvo</at>', '<at id="0">Neuvo</at>'].map((mention) => ({ type: 'mention', mentioned: bot, text: mention }));
  const activity = { conversation: { conversationType: 'personal', id: 'a:1' }, recipient: bot, text, entities };
  return commands.answer({ activity } as unknown as TurnContext, person);
}
