import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Dialect } from '../../src/local-teams/contract.ts';
import { type Country, openCountry } from '../support/country.ts';
import { type Asked, type StoryPerson, showing } from '../support/stories.ts';

const code = '131052-958X';
const unread = 'En lue viestien muokkauksia, enkä lähettänyt muokattua tekstiä eteenpäin. Kirjoita asiasi uutena viestinä.';

describe.each<Dialect>(['documented', 'named'])('in the dialect “%s”', (dialect) => {
  let country: Country;
  let aino: StoryPerson;
  let sirpa: StoryPerson;
  let mika: StoryPerson;
  let asked: Asked;
  beforeAll(async () => {
    country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
    await country.api.speak(dialect);
    aino = country.person('Aino Sarkavaara');
    sirpa = country.person('Sirpa Aapakari');
    mika = country.person('Mika Kaarnilahti');
    asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });
  });
  afterAll(() => country.close());

  test('whoever is mentioned besides the bot is called by name, and a colleague’s name identifies no client', async () => {
    await sirpa.says('Tapaamme huomenna.', { thread: asked, mention: true, mentions: [mika.id] });

    expect(await aino.seesLast()).toEqual(showing('Mika Kaarnilahti Tapaamme huomenna.'));
    expect((await sirpa.sees(asked)).at(-1)).toBe('Viesti lähetettiin kysyjälle (Aino Sarkavaara).');
  });

  test('a name that is only written, or mentioned of somebody whom the channel does not have, is looked at as ever', async () => {
    const before = country.stored(asked);

    await sirpa.says('Mika Kaarnilahti tapaa huomenna.', { thread: asked, mention: true });
    const written = (await sirpa.sees(asked)).at(-1);
    await sirpa.says('tapaa huomenna.', { thread: asked, mention: true, mentions: [country.person('Veera Lumijärvi').id] });
    const mentioned = (await sirpa.sees(asked)).at(-1);

    expect([written, mentioned]).toEqual(Array(2).fill(expect.stringContaining('Tekstissä voi olla tunnistetietoja.')));
    expect(country.stored(asked)).toEqual(before);
  });

  test('a client that calls a member by another’s name gets no name past the guard', async () => {
    await sirpa.says('tapaa huomenna.', { thread: asked, mention: true, mentions: [mika.id] });
    const sent = await sirpa.lastSent('message');
    const before = country.stored(asked);

    const text = JSON.stringify(sent).replaceAll('Mika Kaarnilahti', 'Matti Virtanen');
    await country.api.sendRaw({ activity: { ...JSON.parse(text), id: `${sent.id}1` } });
    await country.settled();

    expect(country.stored(asked)).toEqual(before);
  });

  test('a quoted reply says what its writer says, not what it quotes', async () => {
    const { message } = await mika.says('Onko Matti Virtanen ollut koulussa?', { thread: asked });
    await sirpa.says('Onko nuori ollut koulussa?', { thread: asked, mention: true, quotes: message });

    expect((await aino.seesLast()).filter((line) => line.includes('koulussa'))).toEqual(['Onko nuori ollut koulussa?']);
    expect((await aino.seesLast()).join('\n')).not.toMatch(/quoted|Mika|Matti/);
  });

  test.each<[string, object]>([
    ['a quoted reply', {}],
    ['a reply in a channel that mentions a colleague, too', { mentions: true }],
  ])('a command is found in %s', async (_what, { mentions }: { mentions?: boolean }) => {
    const channel = country.channel('Lastensuojelu', 'OT-keskus Pohjois-Suomi');
    const { message } = await mika.says('Mikä tämä on?', { channel });

    await sirpa.says('ohje', { channel, mention: true, quotes: message, mentions: mentions ? [mika.id] : [] });

    const answered = (await country.api.chat(sirpa.id, channel)).messages.at(-1)?.replies?.at(-1)?.text;
    expect(answered).toContain('Olen Neuvo.');
  });

  test.each(['picture', 'file', 'loop'] as const)(
    'a %s beside a text in the thread holds the text back, too, and says so',
    async (kind) => {
      const before = country.stored(asked);

      await sirpa.says('Katso tämä.', { thread: asked, mention: true, attached: [kind] });

      expect((await sirpa.sees(asked)).at(-1)).toContain('En välitä liitteitä, enkä siksi lähettänyt kysyjälle tekstiäkään.');
      expect(country.stored(asked)).toEqual(before);
    },
  );

  test.each(['picture', 'file', 'loop'] as const)(
    'a %s in one’s own chat is refused before the text is offered to be sent',
    async (kind) => {
      await aino.says('Tässä uusi tieto.', { attached: [kind] });

      const [refusal, offer] = (await aino.sees()).slice(-20).join('\n').split('Kenelle viesti on?');
      expect(refusal).toContain('En välitä, avaa enkä tallenna liitteitä.');
      expect(offer).toContain('Tässä uusi tieto.');
    },
  );

  test('a picture alone is refused, in the thread and in one’s own chat', async () => {
    await aino.says('', { attached: ['picture'] });
    await sirpa.says('', { thread: asked, mention: true, attached: ['picture'] });

    expect([await aino.seesLast(), (await sirpa.sees(asked)).slice(-1)]).toEqual(
      Array(2).fill([expect.stringContaining('En välitä, avaa enkä tallenna liitteitä.')]),
    );
  });

  test('an edit of what was passed on from the thread is told to its writer each time, and reaches nobody', async () => {
    const said = await sirpa.says('Soitan huomenna.', { thread: asked, mention: true });
    const before = country.stored(asked);

    await sirpa.edits(said, 'Soitan ylihuomenna.');
    const first = (await sirpa.sees(asked)).at(-1);
    await sirpa.edits(said, `Soitan perjantaina. ${code}`);
    await sirpa.deletes(said);
    const deleted = (await sirpa.sees(asked)).at(-1);
    await sirpa.restores(said);

    const lines = await sirpa.sees(asked);
    expect(first).toContain(`Muokkasit viestiä, jonka olen jo välittänyt (${asked.reference}).`);
    expect(lines.filter((line) => line.startsWith('Muokkasit viestiä'))).toHaveLength(2);
    expect(deleted).toContain(`Poistit viestin, jonka olen jo välittänyt (${asked.reference}). Vastaanottajilla se on yhä.`);
    expect(lines.at(-1)).toContain('Palautit viestin, jonka olen jo välittänyt');
    expect(country.stored(asked)).toEqual(before);
    expect((await aino.sees()).join('\n')).not.toMatch(/ylihuomenna|perjantaina/);
  });

  test('an edit of what was passed on from one’s own chat is told, too', async () => {
    const said = await aino.says('Nuori oli tänään koulussa.');
    await aino.presses('Lähetä asiantuntijoille', { inputs: { consultation: country.stored(asked).id } });
    const before = country.stored(asked);

    await aino.edits(said, 'Nuori ei ollut tänään koulussa.');
    const edited = await aino.seesLast();
    await aino.deletes(said);

    expect(edited).toEqual(showing(`Muokkasit viestiä, jonka olen jo välittänyt (${asked.reference}).`));
    expect(await aino.seesLast()).toEqual(showing('Poistit viestin, jonka olen jo välittänyt'));
    expect(country.stored(asked)).toEqual(before);
  });

  test('an edit of what was not passed on is not taken for a new message; a deletion of it needs no word', async () => {
    const said = await sirpa.says(`Soitan asiasta ${code}.`, { thread: asked, mention: true });
    const before = country.stored(asked);

    await sirpa.edits(said, 'Soitan asiasta.');
    const edited = (await sirpa.sees(asked)).at(-1);
    await sirpa.deletes(said);

    expect(edited).toBe(unread);
    expect((await sirpa.sees(asked)).at(-1)).toBe(unread);
    expect(country.stored(asked)).toEqual(before);
  });

  test('an edit that Teams sends again is answered once', async () => {
    const said = await aino.says('jono');
    await aino.edits(said, 'omat');
    const edit = (await country.traffic()).findLast(({ activity }) => activity?.type === 'messageUpdate')?.activity;
    const before = await aino.sees();

    await country.api.sendRaw({ activity: edit });
    await country.settled();

    expect(before.at(-1)).toBe(unread);
    expect(await aino.sees()).toEqual(before);
  });

  test.each(['👍 omat', '\u200bomat', '\u2060omat\ufeff 🙏🏽'])('“%s” is the command that it looks like', async (text) => {
    await aino.says(text);

    expect(await aino.seesLast()).toEqual(showing('Omat konsultaatiosi'));
  });

  test('a text of invisible characters is empty', async () => {
    await aino.says('\u200b\u00ad\u2060');

    expect(await aino.seesLast()).toEqual(showing('Hei! Olen Neuvo.'));
  });

  test('a forwarded message fills the form as it reads', async () => {
    const channel = country.channel('Lastensuojelu', 'OT-keskus Pohjois-Suomi');
    const { message } = await mika.says('Mitä tästä ajattelette?', { channel, forwards: 'Nuori karkaa öisin.\nPerhe < uupunut.' });

    const { lines } = await sirpa.opensFromMessage(channel, message);

    expect(lines).toContain('Tilanne: Mitä tästä ajattelette?\n\nNuori karkaa öisin.\nPerhe < uupunut.');
  });

  test('a message whose body is plain text or a table fills the form as it reads', async () => {
    const channel = country.channel('Lastensuojelu', 'OT-keskus Pohjois-Suomi');
    const { message } = await mika.says('Ikä <14 & väsynyt', { channel });
    const { lines } = await sirpa.opensFromMessage(channel, message);
    const sent = await sirpa.lastSent('invoke');

    const content = '<table><tr><th>Ikä</th><td><p>14</p></td></tr><tr><td>Koulu</td><td>ei käy</td></tr></table>';
    const { body } = await country.api.sendRaw({ activity: withBody(sent, { contentType: 'html', content }) });

    expect(lines).toContain('Tilanne: Ikä <14 & väsynyt');
    expect(JSON.stringify(body)).toContain('Ikä | 14\\nKoulu | ei käy');
  });
});

function withBody(activity: Awaited<ReturnType<StoryPerson['lastSent']>>, body: object) {
  const value = activity.value as { messagePayload: object };
  return { ...activity, id: 'f:body', value: { ...value, messagePayload: { ...value.messagePayload, body } } };
}
