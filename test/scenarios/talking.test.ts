import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { type StoryPerson, showing } from '../support/stories.ts';

const channelName = 'Lastensuojelu';
const teamName = 'OT-keskus Pohjois-Suomi';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let mika: StoryPerson;
beforeAll(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
  mika = country.person('Mika Kaarnilahti');
});
afterAll(() => country.close());

test('what an expert writes with a mention of the bot reaches the asker; what experts say among themselves reaches not even the bot', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  await mika.says('Tämä vaikuttaa unihäiriöltä.', { thread: asked });
  await sirpa.says('Nukkuuko nuori öisin?', { thread: asked, mention: true });

  expect(await aino.seesLast()).toEqual(
    showing(`Sirpa Aapakari kirjoittaa pyynnöstäsi ${asked.reference}:`, 'Nukkuuko nuori öisin?', '[Lisää tietoa]'),
  );
  expect((await sirpa.sees(asked)).at(-1)).toBe('Viesti lähetettiin kysyjälle (Aino Sarkavaara).');
  expect(JSON.stringify(await country.traffic())).not.toContain('unihäiriöltä');
  expect(JSON.stringify(country.state())).not.toContain('unihäiriöltä');
});

test('a member who has no seat is told what to do before writing to the asker', async () => {
  const asked = await aino.asks();

  await mika.says('Milloin alkoi?', { thread: asked, mention: true });
  expect((await mika.sees(asked)).at(-1)).toBe('Kukaan ei ole vielä ottanut tätä hoitaakseen. Ota se ensin hoitaaksesi.');

  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await mika.says('Milloin alkoi?', { thread: asked, mention: true });
  expect((await mika.sees(asked)).at(-1)).toBe('Tämä on niiden tehtävä, jotka ovat konsultaatiossa mukana. Liity ensin mukaan kortilta.');
  expect((await aino.sees()).join('\n')).not.toContain('Milloin alkoi?');
});

test('the asker writes freely, is asked whom it is for, and the experts get it', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  await aino.says('Nuori oli tänään koulussa ensimmäistä kertaa.');
  expect(await aino.seesLast()).toEqual(
    showing('Kenelle viesti on?', 'Nuori oli tänään koulussa ensimmäistä kertaa.', '[Avaa uusi konsultaatio]'),
  );
  expect((await sirpa.sees(asked)).join('\n')).not.toContain('ensimmäistä kertaa');
  const { id } = country.stored(asked);
  const { lines } = await aino.presses('Lähetä asiantuntijoille', { inputs: { consultation: id } });

  expect(lines).toEqual(showing(`Viesti lähetettiin konsultaation ${asked.reference} asiantuntijoille.`));
  expect((await sirpa.sees(asked)).slice(-2)).toEqual([
    'Sirpa Aapakari – Kysyjä Aino Sarkavaara lisäsi tietoa:',
    'Nuori oli tänään koulussa ensimmäistä kertaa.',
  ]);
});

test('a message to a question that the asker has withdrawn meanwhile is not sent, and they are told so as the one who did it', async () => {
  const asked = await aino.asks();
  const { id } = country.stored(asked);
  await aino.says('Nuori muutti isovanhemmille.');
  await aino.presses('Vahvista peruminen', { about: asked });
  const before = country.stored(asked);

  const { lines } = await aino.presses('Lähetä asiantuntijoille', { inputs: { consultation: id } });

  expect(lines).toEqual(showing('Olet perunut tämän pyynnön. Jos asia on taas ajankohtainen, avaa uusi konsultaatio.', 'Nuori muutti'));
  expect(lines).not.toContain('Kysyjä on perunut tämän pyynnön.');
  expect(country.stored(asked)).toEqual(before);
});

test('what the asker writes while they are waited for is the information that was asked for; sent twice, it is given once', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.presses('Lähetä lisätietopyyntö', { about: asked, text: 'Minkä ikäinen?' });

  await aino.says('Neljätoista.');
  await aino.presses('Lähetä asiantuntijoille', { inputs: { consultation: country.stored(asked).id } });
  await aino.sendsRaw(await aino.lastSent('invoke'), {});

  expect(country.stored(asked).status).toBe('claimed');
  expect((await sirpa.sees(asked)).filter((line) => line === 'Neljätoista.')).toHaveLength(1);
  expect(await sirpa.sees(asked)).toContain('[Vastaa]');
});

test('whoever has nothing open is offered a form with the text in it', async () => {
  const veera = country.person('Veera Lumijärvi');

  await veera.says('Lapsi pelkää isäänsä.');
  const offered = await veera.seesLast();
  const { kind, lines } = await veera.presses('Avaa uusi konsultaatio');

  expect(offered).toEqual(
    showing('En ymmärtänyt viestiäsi. Jos haluat kysyä asiantuntijoilta, avaa konsultaatio: tekstisi on lomakkeella valmiina.'),
  );
  expect(offered.join('\n')).not.toContain('Lähetä asiantuntijoille');
  expect(kind).toBe('dialog');
  expect(lines).toContain('Tilanne: Lapsi pelkää isäänsä.');
});

test('information that nobody asked for is added from the status card, also before anybody has claimed', async () => {
  const asked = await aino.asks();

  await aino.presses('Lähetä lisätieto', { about: asked, text: 'Koulu on ilmoittanut poissaoloista.' });

  expect((await sirpa.sees(asked)).slice(-2)).toEqual(['Kysyjä Aino Sarkavaara lisäsi tietoa:', 'Koulu on ilmoittanut poissaoloista.']);
  expect(country.stored(asked).status).toBe('open');
});

test('a question can be asked from the compose box of any chat', async () => {
  const opened = await sirpa.opensFromCompose(country.channel(channelName, teamName));
  expect(opened.kind).toBe('dialog');
  expect(opened.lines).toEqual(showing('Otsikko:', 'Tilanne:', '[Lähetä]'));

  const { lines } = await sirpa.fillsIn({
    county: '08',
    sector: 'social',
    disciplines: 'social',
    field: 'haastavat-erot',
    title: 'Vuoroviikot eivät toimi',
    situation: 'Vanhemmat riitelevät tapaamisista.',
    question: 'Miten lapsi kuullaan?',
    anonymous: 'true',
  });

  const [reference = ''] = /OT-\w+/.exec(lines.join()) ?? [];
  expect(await country.person('Elina Koskipuro').channelsOf({ reference })).toEqual(['Lastensuojelu, OT-keskus Sisä-Suomi']);
});

test('a form that is opened on a message starts from its words, without its sender, whom it mentions, or what it quotes', async () => {
  const conversation = country.channel(channelName, teamName);
  await mika.says('Onko teillä kokemusta tällaisesta?\nNuori ei tule koulusta kotiin.', { channel: conversation });
  const [message] = (await country.api.chat(sirpa.id, conversation)).messages.slice(-1);
  const opened = await sirpa.opensFromMessage(conversation, message?.id ?? '');
  expect(opened.lines).toContain('Tilanne: Onko teillä kokemusta tällaisesta?\nNuori ei tule koulusta kotiin.');

  const content =
    '<blockquote itemscope><strong>Lauri Hautasuo</strong><p>Kerro vielä nimi.</p></blockquote><p><at id="0">Raili Jänkälä</at>&nbsp;Nuori karkaa <b>öisin</b>.</p><p>Mitä teemme?</p>';
  const { body } = await country.api.sendRaw({ activity: withContent(await sirpa.lastSent('invoke'), content) });

  const text = JSON.stringify(body);
  expect(text).toContain('Nuori karkaa öisin.\\n\\nMitä teemme?');
  for (const hidden of ['Lauri', 'Hautasuo', 'Kerro vielä nimi', 'Raili', 'Jänkälä', 'Mika', 'Kaarnilahti'])
    expect(text).not.toContain(hidden);
});

function withContent(activity: Awaited<ReturnType<StoryPerson['lastSent']>>, content: string) {
  const value = activity.value as { messagePayload: object };
  return {
    ...activity,
    id: 'f:quoted',
    value: { ...value, messagePayload: { ...value.messagePayload, body: { contentType: 'html', content } } },
  };
}
