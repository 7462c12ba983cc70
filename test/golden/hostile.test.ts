import { describe, expect, test } from '@jest/globals';
import { cleanText } from '../../src/domain/text.ts';
import { render, type View } from '../../src/teams/cards.ts';
import { askerPostView } from '../../src/teams/views/asker-post.ts';
import { channelCardView } from '../../src/teams/views/channel-card.ts';
import { mineView, relayView } from '../../src/teams/views/chat.ts';
import { coordinatorCaseView } from '../../src/teams/views/coordinator-case.ts';
import { draftView } from '../../src/teams/views/draft.ts';
import { requestFormView, valuesOf } from '../../src/teams/views/forms.ts';
import { statusCardView } from '../../src/teams/views/status-card.ts';
import { threadPostView } from '../../src/teams/views/thread-post.ts';
import { uuid } from '../support/clock.ts';
import { linesOf, read, readAll } from './reader.ts';
import { type Node, nodesIn } from './rules.ts';
import { actorOf, ask, cast, country, later } from './story.ts';

const hostile = {
  Markdown: '**lihava** _kursiivi_ ~~yli~~ `koodi` # ei otsikko',
  'a link': '[Avaa vastaus](https://vaara.example) <https://vaara.example>',
  'a picture': '![](https://vaara.example/seuranta.png)',
  HTML: '<script>alert(1)</script><b onclick="x">lihava</b>&nbsp;',
  'a placeholder': '\u0024{title} \u0024{$root.id} \u0024{if(true, words, id)} \\\u0024{x}',
  'a date to be filled in': '{{DATE(2026-01-01T00:00:00Z, SHORT)}} {{TIME(2026-01-01T10:00:00Z)}}',
  'a mention': '<at>Neuvo</at>',
  JSON: '"}],"actions":[{"type":"Action.OpenUrl"}]',
  'invisible characters': 'nä\u200bky\u00admä\ufeffttömiä',
  'text turned round': '\u202Ekäännetty\u202C',
  'line breaks': 'yksi\n\n\nkaksi\r\n- kolme\r1. neljä\n    viisi',
  'one long word': 'pitkäsana'.repeat(266),
  'emoji and ideographs': '👩‍👧‍👦🇫🇮 漢字',
};

/** More of a name is not shown. */
const longestName = 60;
const at = '2026-11-23T13:00:00.000Z';
const viewOf = {
  asker: { actor: cast.asker, locale: 'fi', at },
  lead: { actor: cast.lead, locale: 'fi', at },
  coordinator: { actor: cast.coordinator, locale: 'fi', at },
} as const;

describe.each(Object.entries(hostile))('%s', (_, written) => {
  const typed = cleanText(written);
  const short = typed.slice(0, 120).trim();
  const lead = actorOf(short.replaceAll(/\s+/g, ' ').slice(0, longestName).trim(), { isMember: true });
  const asked = ask({ title: short, situation: typed, tried: typed.slice(0, 800), question: typed.slice(0, 900) });
  const claimed = later(asked, [[lead, 'claim', { discipline: 'health' }]]);
  const answered = later(claimed, [[lead, 'answer', { text: typed }]]);
  const away = later(asked, [
    [cast.coordinator, 'redirect', { target: 'area:etela', text: short }],
    [cast.asker, 'give-info', { text: typed.slice(0, 600) }],
  ]);

  test('is read on the cards exactly as it was taken in, and nothing else comes of it', () => {
    const channel = readAll(
      cardOf(channelCardView({ consultation: claimed, card: 0, viewer: { actor: lead, locale: 'fi', at }, alsoFor: [] })),
    );
    const status = readAll(cardOf(statusCardView(claimed, viewOf.asker)));
    const answer = readAll(cardOf(askerPostView(answered, answered.history.length, viewOf.asker)));
    const mine = readAll(cardOf(mineView([asked], 15, 'fi')));
    const toCoordinator = coordinatorCaseView({ consultation: away, viewer: viewOf.coordinator, teamsId: '29:raili', directory: country });

    expect(channel).toEqual(
      expect.arrayContaining([short, typed, typed.slice(0, 800), typed.slice(0, 900), `${lead.person.name} (vastuuhenkilö)`].map(linesOf)),
    );
    expect(status).toEqual(expect.arrayContaining([short, `${lead.person.name} hoitaa pyyntöäsi.`].map(linesOf)));
    expect(answer).toEqual([linesOf(`Vastaus pyyntöösi ${asked.reference} – ${lead.person.name}:`), linesOf(typed), expect.any(String)]);
    expect(mine).toContain(linesOf(short));
    expect(readAll(cardOf(toCoordinator))).toEqual(expect.arrayContaining([short, typed, typed.slice(0, 600)].map(linesOf)));
  });

  test('is read exactly where a card is too new to be drawn', () => {
    const { fallbackText } = cardOf(
      channelCardView({ consultation: asked, card: 0, viewer: { actor: null, locale: 'fi', at }, alsoFor: [] }),
    );

    expect(read(String(fallbackText))).toBe(linesOf(`Konsultaatiopyyntö ${asked.reference}: ${short}`));
  });

  test('comes back in its field character by character', () => {
    const form = requestFormView({ id: uuid(1), dialog: 'revise', values: valuesOf(asked.request), locale: 'fi' });
    const draft = { verb: 'answer', text: typed, target: '', offersCheck: false };
    const answer = draftView({
      consultation: claimed,
      viewer: { actor: lead, locale: 'fi', at },
      card: 'channel',
      entry: 0,
      draft,
      targets: [],
    });
    const relayed = relayView({ text: typed, living: [claimed], locale: 'fi', nonce: 'n' });

    expect(valuesIn(form)).toMatchObject({ title: asked.request.title, situation: asked.request.situation, tried: asked.request.tried });
    expect(valuesIn(answer)['text-answer']).toBe(typed);
    expect(valuesIn(relayed).text).toBe(typed);
  });

  test('can be copied from a card that it came too late for', () => {
    const closed = later(answered, [[cast.asker, 'close']]);
    const draft = { verb: 'answer', text: typed, target: '', offersCheck: false };
    const late = draftView({
      consultation: closed,
      viewer: { actor: lead, locale: 'fi', at },
      card: 'channel',
      entry: 0,
      draft,
      targets: [],
    });

    expect(readAll(cardOf(late))).toContain(linesOf(typed));
  });

  test('is only text in the network’s thread', () => {
    const { text } = threadPostView({ consultation: answered, seq: answered.history.length, card: 0, locale: 'fi', directory: country });

    expect(text.replace(/<\/?b>|<br\/>/g, '')).not.toMatch(/[<>]/);
  });
});

function cardOf(view: View): Node {
  return render(view) as Node;
}

function valuesIn(view: View): Record<string, unknown> {
  const inputs = nodesIn(cardOf(view)).filter(({ type }) => String(type).startsWith('Input.'));
  return Object.fromEntries(inputs.map(({ id, value }) => [id, value]));
}
