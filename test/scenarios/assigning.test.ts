import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { type Asked, type StoryPerson, showing } from '../support/stories.ts';

const tuesday = '2026-11-24T09:00:00.000Z';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let mika: StoryPerson;
let emmi: StoryPerson;
let raili: StoryPerson;
beforeEach(async () => {
  country = await openCountry();
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
  mika = country.person('Mika Kaarnilahti');
  emmi = country.person('Emmi Pulkkavaara');
  raili = country.person('Raili Jänkälä');
});
afterEach(() => country.close());

test('a coordinator gives what nobody has claimed to an expert: the list, the thread, the card and the asker say so', async () => {
  const asked = await unclaimed();
  await raili.says('jono');

  await raili.presses('Anna hoidettavaksi');
  const { lines } = await raili.presses('Vahvista', { inputs: { 'expert-assign': emmi.id } });

  expect(lines).toEqual(showing('Mikään konsultaatio ei nyt tarvitse sinua.', `Pyyntöä ${asked.reference} hoitaa nyt Emmi Pulkkavaara.`));
  expect(country.stored(asked)).toMatchObject({ status: 'claimed', seats: [{ expert: { id: emmi.id }, lead: true }] });
  expect(await emmi.sees(asked)).toEqual(
    showing('Emmi Pulkkavaara – Raili Jänkälä antoi konsultaation hoidettavaksi: Emmi Pulkkavaara (sosiaalityö).', '[Vastaa]'),
  );
  expect((await emmi.sees(asked)).join('\n')).toContain('Emmi Pulkkavaara sai tämän hoidettavakseen ti 24.11.2026');
  expect(await aino.seesLast()).toEqual([`Pyyntöäsi ${asked.reference} hoitaa nyt Emmi Pulkkavaara (sosiaalityö).`]);
  expect(await aino.sees(asked)).toEqual(showing('Emmi Pulkkavaara hoitaa pyyntöäsi.'));
});

test('the lead hands over from the channel’s card, and is free', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  const form = await sirpa.presses('Anna hoidettavaksi', { about: asked });
  const { lines } = await sirpa.presses('Vahvista', { about: asked, inputs: { 'expert-assign': mika.id } });

  expect(form.lines).toEqual(showing('Kuka hoitaa konsultaatiota?'));
  expect(lines).toEqual(showing('Mika Kaarnilahti (vastuuhenkilö)'));
  expect(lines).not.toContain('[Vastaa]');
  expect(country.stored(asked).seats.map(({ expert }) => expert.name)).toEqual(['Mika Kaarnilahti']);
});

test('whoever is assigned is announced in the discipline that was chosen for them; it is what was wished for first unless somebody chooses', async () => {
  const asked = await aino.asks({ disciplines: 'social,health' });
  country.clock.set(tuesday);
  await country.settled();
  await raili.says('jono');

  const form = await raili.presses('Anna hoidettavaksi');
  const chosen = { 'discipline-assign': 'health' };
  const refused = await raili.presses('Vahvista', { inputs: { ...chosen, 'expert-assign': '29:nobody' }, unchecked: true });
  await raili.presses('Vahvista', { inputs: { ...chosen, 'expert-assign': emmi.id } });

  expect(form.lines).toEqual(showing('Ala: social'));
  expect(refused.lines).toEqual(showing('Ala: health'));
  expect(country.stored(asked).seats).toMatchObject([{ discipline: 'health', expert: { id: emmi.id }, lead: true }]);
  expect(await aino.seesLast()).toEqual([`Pyyntöäsi ${asked.reference} hoitaa nyt Emmi Pulkkavaara (terveydenhuolto).`]);
});

test('an expert with a seat keeps its discipline; nobody else is assigned in it, and the form comes back', async () => {
  const asked = await aino.asks({ disciplines: 'social,health' });
  await sirpa.presses('Otan hoitaakseni (sosiaalityö)', { about: asked });
  await emmi.presses('Liity mukaan (terveydenhuolto)', { about: asked });
  await sirpa.presses('Anna hoidettavaksi', { about: asked });

  const refused = await sirpa.presses('Vahvista', {
    about: asked,
    inputs: { 'expert-assign': mika.id, 'discipline-assign': 'health' },
    unchecked: true,
  });
  const press = await sirpa.lastSent('invoke');
  await sirpa.sendsRaw(press, { 'expert-assign': emmi.id, 'discipline-assign': 'social' });

  expect(refused.lines).toEqual(showing('Emmi Pulkkavaara on jo mukana (terveydenhuolto).', 'Kuka hoitaa konsultaatiota?'));
  expect(country.stored(asked).seats).toMatchObject([{ discipline: 'health', expert: { id: emmi.id }, lead: true }]);
});

test('a lead who is replaced by a coordinator hears it in the thread, with the new one', async () => {
  const asked = await unclaimed();
  await raili.says('jono');
  const list = await raili.finds('Anna hoidettavaksi');
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  await raili.presses('Anna hoidettavaksi', { on: list });
  await raili.presses('Vahvista', { inputs: { 'expert-assign': emmi.id } });

  const post = 'Emmi Pulkkavaara, Sirpa Aapakari – Raili Jänkälä antoi konsultaation hoidettavaksi: Emmi Pulkkavaara';
  expect((await sirpa.sees(asked)).join('\n')).toContain(post);
});

test('whoever can be chosen is a member of the channel; those who have a seat are marked, and the asker is none of them', async () => {
  const asked = await sirpa.asks();
  await mika.presses('Otan hoitaakseni', { about: asked });
  await emmi.presses('Liity mukaan (terveydenhuolto)', { about: asked });
  await mika.presses('Anna hoidettavaksi', { about: asked });

  const offered = await choicesOn(mika);

  expect(offered).toEqual(['Emmi Pulkkavaara (mukana)', 'Lauri Hautasuo', 'Raili Jänkälä']);
});

test('what has changed hands since the form was opened is told before it is given away, and confirmed again it is given', async () => {
  const asked = await unclaimed();
  await raili.says('jono');
  await raili.presses('Anna hoidettavaksi');
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  const told = await raili.presses('Vahvista', { inputs: { 'expert-assign': emmi.id } });
  const leadMeanwhile = country.stored(asked).seats[0]?.expert.name;
  await raili.presses('Vahvista', { inputs: { 'expert-assign': emmi.id } });

  expect(told.lines).toEqual(showing('Tilanne muuttui sillä välin: pyyntöä hoitaa nyt Sirpa Aapakari.', 'Kuka hoitaa konsultaatiota?'));
  expect(leadMeanwhile).toBe('Sirpa Aapakari');
  expect(country.stored(asked).seats).toMatchObject([{ expert: { id: emmi.id }, lead: true }]);
});

describe('an assignment that can’t be done', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['who has left the channel', leavesMeanwhile, 'Henkilö ei ole enää verkoston kanavan jäsen. Valitse toinen.'],
    ['whom nobody knows', async () => '29:nobody', 'Henkilö ei ole enää verkoston kanavan jäsen. Valitse toinen.'],
    ['who asked', async () => aino.id, 'Henkilö ei ole enää verkoston kanavan jäsen. Valitse toinen.'],
    ['whom nobody chose', async () => '', 'Mitään ei muutettu. Valitse ensin, kuka hoitaa konsultaatiota.'],
  ])('to somebody %s brings the form back, and changes nothing', async (_case, chosen, sentence) => {
    const asked = await unclaimed();
    await raili.says('jono');
    await raili.presses('Anna hoidettavaksi');
    const expert = await chosen();
    const before = country.stored(asked);

    const { lines } = await raili.presses('Vahvista', { inputs: { 'expert-assign': expert }, unchecked: true });

    expect(lines).toEqual(showing(sentence));
    expect(lines).toEqual(showing('Kuka hoitaa konsultaatiota?', '[Vahvista]', '[Takaisin]'));
    expect(lines.join()).not.toContain('tallella');
    expect(country.stored(asked)).toEqual(before);
  });

  test('because it is closed by now says so, on the list as it is', async () => {
    const asked = await unclaimed();
    await raili.says('jono');
    await raili.presses('Anna hoidettavaksi');
    await aino.presses('Vahvista peruminen', { about: asked });

    const { lines } = await raili.presses('Vahvista', { inputs: { 'expert-assign': emmi.id } });
    const back = await raili.presses('Takaisin');

    expect(lines).toEqual(showing('Kysyjä on perunut tämän pyynnön.'));
    expect(back.lines).toEqual(showing('Mikään konsultaatio ei nyt tarvitse sinua.'));
    expect(country.stored(asked).status).toBe('withdrawn');
  });
});

test('pressed twice, the same expert is assigned once', async () => {
  const asked = await unclaimed();
  await raili.says('jono');
  await raili.presses('Anna hoidettavaksi');
  const { lines } = await raili.presses('Vahvista', { inputs: { 'expert-assign': emmi.id } });
  const assigned = country.stored(asked);

  const again = await raili.sendsRaw(await raili.lastSent('invoke'), {});

  expect(again).toEqual(lines);
  expect(country.stored(asked)).toEqual(assigned);
});

test('an expert without a lead’s right assigns nobody, and a member’s card does not offer it', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  const press = await sirpa.lastSent('invoke');
  const { from } = await (async () => {
    await mika.says('kieli');
    await mika.presses('suomi');
    return mika.lastSent('invoke');
  })();
  const before = country.stored(asked);

  const lines = await mika.sendsRaw({ ...press, from }, { verb: 'assign', 'expert-assign': mika.id, rev: 2 });

  expect(lines).toEqual(showing('Sinulla ei ole oikeutta tähän. Mitään ei muutettu.'));
  expect(await mika.sees(asked)).not.toContain('[Anna hoidettavaksi]');
  expect(country.stored(asked)).toEqual(before);
});

async function unclaimed(): Promise<Asked> {
  const asked = await aino.asks();
  country.clock.set(tuesday);
  await country.settled();
  return asked;
}

async function leavesMeanwhile(): Promise<string> {
  await country.api.members({ team: country.team('OT-keskus Pohjois-Suomi').id, remove: [emmi.id] });
  country.clock.advance(10 * 60_000);
  return emmi.id;
}

// The names in the newest choice of people that somebody has been answered with.
async function choicesOn(person: StoryPerson): Promise<string[]> {
  const answers = (await country.traffic()).flatMap(({ activity, answer }) =>
    (activity?.from as { aadObjectId?: string } | undefined)?.aadObjectId === person.id ? [JSON.stringify(answer ?? {})] : [],
  );
  const card = JSON.parse(answers.findLast((text) => text.includes('expert-assign')) ?? '{}').value;
  const field = card.body
    .flatMap((node: { items?: { id: string }[] }) => node.items ?? [])
    .find(({ id }: { id: string }) => id === 'expert-assign');
  return field.choices.map(({ title }: { title: string }) => title);
}
