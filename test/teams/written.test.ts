import { describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { writtenIn } from '../../src/teams/written.ts';

const bot = { id: '28:neuvo', name: 'Neuvo' };
const reply =
  '<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1"><strong itemprop="mri">Mika K</strong><p itemprop="preview">Mitä<br>kuuluu?</p></blockquote><p>Hyvää.</p>';

function read(text: string | null, more: object = {}) {
  return writtenIn({ recipient: bot, text, ...more } as unknown as Activity);
}

function mention(id: string, text: string) {
  return { type: 'mention', mentioned: { id }, text };
}

function html(content: string) {
  return { contentType: 'text/html', content };
}

test('the bot’s own mention is cut wherever it stands, whatever it is called, and nobody else’s', () => {
  const entities = [mention('29:mika', '<at>Mika K</at>'), mention(bot.id, '<at>Apuri</at>')];

  const { text, bare, mentioned } = read('Hei <at>Apuri</at>, <at>Mika K</at> ja <at>Neuvo</at>!', { entities });

  expect({ text, bare }).toEqual({ text: 'Hei , Mika K ja Neuvo!', bare: 'Hei ,   ja  !' });
  expect(mentioned.map(({ teamsId, start, end }) => [teamsId, text.slice(start, end)])).toEqual([
    ['29:mika', 'Mika K'],
    ['', 'Neuvo'],
  ]);
});

test.each<[string, unknown]>([
  ['none', undefined],
  ['no list', { type: 'mention' }],
  ['no objects', [null, 7, 'mention']],
  ['a mention of nobody', [{ type: 'mention', text: '<at>Neuvo</at>' }]],
  ['the bot’s mention of something else', [mention(bot.id, 'Neuvo')]],
])('with entities that are %s a mention is what it says', (_what, entities) => {
  expect(read('<at>Neuvo</at> ohje', { entities }).text).toBe('Neuvo ohje');
});

test('where a name and what follows it become one character, no name is known', () => {
  expect(read('<at>A</at>\u030a on', { entities: [mention('29:a', '<at>A</at>')] })).toMatchObject({ text: 'Å on', mentioned: [] });
});

test('a character that would stand for a name is nobody’s', () => {
  expect(read('\ue000 <at>Mika K</at>')).toMatchObject({ text: 'Mika K', mentioned: [{ start: 0, end: 6 }] });
});

describe('of a quoted reply only what is said is left', () => {
  test.each<[string, string, object]>([
    ['the marker', '<quoted messageId="1"/>Hyvää.', {}],
    ['the marker in two halves', '<quoted messageId="1"></quoted> Hyvää.', {}],
    ['the marker behind the mention', '<at>Neuvo</at> <quoted messageId="1"/> Hyvää.', { entities: [mention(bot.id, '<at>Neuvo</at>')] }],
    ['the quoted words in front', 'Mika K\r\nMitä kuuluu?\r\nHyvää.', { attachments: [html(reply)] }],
    ['nothing of it in the text', 'Hyvää.', { attachments: [html(reply)] }],
  ])('with %s', (_what, text, more) => {
    expect(read(text, more)).toMatchObject({ text: 'Hyvää.', hasAttachments: false });
  });

  test('what somebody sets apart as a quotation of their own is theirs', () => {
    const own = html('<blockquote>Mitä kuuluu?</blockquote><p>kysyi hän.</p>');

    expect(read('Mitä kuuluu?\nkysyi hän.', { attachments: [own] }).text).toBe('Mitä kuuluu?\nkysyi hän.');
  });
});

test.each<[string, unknown, boolean]>([
  ['nothing', undefined, false],
  ['its own HTML', [html('<p>Hei.</p>')], false],
  ['an emoji', [html('<p>Hei. <img itemtype="http://schema.skype.com/Emoji" alt="🙂"></p>')], false],
  ['a quoted message', [html('<attachment id="1"></attachment><p>Hei.</p>'), { contentType: 'messageReference', content: '{}' }], false],
  ['no list', { contentType: 'image/png' }, false],
  ['a picture', [{ contentType: 'image/*', contentUrl: 'https://x.example' }], true],
  ['a picture in its HTML', [html('<p>Hei. <img itemtype="http://schema.skype.com/AMSImage" src="x"></p>')], true],
  ['a file in a channel', [html('<p>Hei.</p><attachment id="1"></attachment>')], true],
  ['a file', [{ contentType: 'application/vnd.microsoft.teams.file.download.info', content: {} }], true],
  ['what has no type', [{ name: 'x' }], true],
])('a message that carries %s has attachments: %#', (_what, attachments, expected) => {
  expect(read('Hei.', { attachments }).hasAttachments).toBe(expected);
});
