import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Message } from '../../src/local-teams/contract.ts';
import { type Country, openCountry } from '../support/country.ts';
import { type Asked, type StoryPerson, showing } from '../support/stories.ts';

type Twin = Message & { conversation: string; channel: string | null };

const copy =
  'Tämä on kortin vanha kopio, jota ei enää päivitetä. Ajantasainen kortti on verkoston kanavalla: Lastensuojelu, OT-keskus Pohjois-Suomi.';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let mika: StoryPerson;
let channel: string;
beforeAll(async () => {
  country = await openCountry();
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
  mika = country.person('Mika Kaarnilahti');
  channel = country.channel('Lastensuojelu', 'OT-keskus Pohjois-Suomi');
});
afterAll(() => country.close());

describe('a card that was posted twice, since the answer to the first was lost', () => {
  test('is claimed from its copy all the same, which then says where the living card is, and who has it', async () => {
    const asked = await asksTwice();

    const { lines } = await sirpa.presses('Otan hoitaakseni', { on: await copyOf(asked) });

    expect(country.stored(asked)).toMatchObject({ status: 'claimed', seats: [{ expert: { id: sirpa.id } }] });
    expect(lines).toEqual(showing(copy, 'Sirpa Aapakari', '[Avaa ajantasainen kortti]'));
    expect(buttonsIn(lines)).toEqual(['[Avaa ajantasainen kortti]']);
    expect(await mika.sees(asked)).toEqual(showing('Sirpa Aapakari'));
  });

  test('leads from its copy to the living card, in the channel and by the message', async () => {
    const asked = await asksTwice();
    const twin = await copyOf(asked);
    await sirpa.presses('Otan hoitaakseni', { on: twin });
    const [living] = country.stored(asked).cards;

    const result = await country.api.press({ as: sirpa.id, conversation: channel, message: twin.id, title: 'Avaa ajantasainen kortti' });

    expect(result).toMatchObject({ kind: 'url' });
    const { pathname, searchParams } = new URL('url' in result ? result.url : '');
    expect(decodeURIComponent(pathname)).toBe(`/l/message/${channel}/${living?.activity}`);
    expect(Object.fromEntries(searchParams)).toMatchObject({ parentMessageId: living?.activity, tenantId: living?.tenantId });
  });

  test('has a copy on which whoever comes too late, or only looks, is led to the living card', async () => {
    const asked = await asksTwice();
    const twin = await copyOf(asked);
    await sirpa.presses('Otan hoitaakseni', { about: asked, on: await livingOf(asked) });

    const { lines } = await mika.presses('Otan hoitaakseni', { on: twin });
    const pressed = await mika.lastSent('invoke');
    const looked = await mika.sendsRaw(pressed, { verb: 'see', draft: 'redirect' });

    expect(lines).toEqual(showing('Sirpa Aapakari otti tämän hoitaakseen', copy));
    expect(buttonsIn([...lines, ...looked])).toEqual(Array(2).fill('[Avaa ajantasainen kortti]'));
  });

  test('keeps on its copy what was written and can’t be taken, to be mended and sent', async () => {
    const asked = await asksTwice();
    await sirpa.presses('Otan hoitaakseni', { about: asked, on: await livingOf(asked) });
    await sirpa.presses('Vastaa', { on: await livingOf(asked) });
    const answer = await sirpa.lastSent('invoke');
    const replyToId = (await copyOf(asked)).id;

    const refused = await sirpa.sendsRaw({ ...answer, replyToId }, { verb: 'answer', 'text-answer': 'Soittakaa 040 123 4567.' });
    const taken = await sirpa.sendsRaw({ ...answer, replyToId }, { verb: 'answer', 'text-answer': 'Soittakaa neuvolaan.' });

    expect(refused).toEqual(showing('Soittakaa 040 123 4567.'));
    expect(taken).toEqual(showing(copy));
    expect(country.stored(asked).status).toBe('answered');
  });

  test('tells nobody on its copy who may not see it any more', async () => {
    const asked = await asksTwice();
    const twin = await copyOf(asked);
    await sirpa.presses('Otan hoitaakseni', { on: twin });
    await sirpa.presses('Ohjaa toiseen verkostoon', { about: asked });
    await sirpa.presses('Vahvista ohjaus', { about: asked, text: 'Muutto.', inputs: { 'target-redirect': 'area:etela' } });

    const { lines } = await mika.presses('Otan hoitaakseni', { on: twin });

    expect(lines).toEqual(['Konsultaatiota ei löydy, tai sinulla ei ole oikeutta nähdä sitä.']);
  });
});

describe('a card that stands once', () => {
  test('is never taken for a copy, also where Teams does not say which message was pressed on', async () => {
    const asked = await aino.asks();
    const first = await sirpa.finds('Otan hoitaakseni', asked);
    expect((await sirpa.presses('Otan hoitaakseni', { on: first })).lines).toEqual(showing('[Vapauta]'));
    expect((await sirpa.presses('Vahvista vapautus', { about: asked })).lines).toEqual(showing('[Otan hoitaakseni]'));

    const pressed = await sirpa.lastSent('invoke');
    expect(await sirpa.sendsRaw({ ...pressed, replyToId: undefined }, { verb: 'see' })).toEqual(showing('[Otan hoitaakseni]'));
  });
});

/** Aino asks, and the answer to the card's first post is lost on its way. */
async function asksTwice(): Promise<Asked> {
  await country.api.setFault({ match: { method: 'POST', path: '/v3/conversations', conversation: channel }, drop: 'after', times: 1 });
  const asked = await aino.asks();
  country.clock.advance(10 * 60_000);
  await country.settled();
  await country.api.clearFaults();
  return asked;
}

async function cardsOf({ reference }: Asked): Promise<Twin[]> {
  const { messages } = await country.api.chat(sirpa.id, channel);
  const found = messages.filter(({ card }) => JSON.stringify(card).includes(reference));
  return found.map((message) => ({ ...message, conversation: channel, channel }));
}

async function copyOf(asked: Asked): Promise<Twin> {
  return theOne((await cardsOf(asked)).filter(({ id }) => !isLiving(asked, id)));
}

async function livingOf(asked: Asked): Promise<Twin> {
  return theOne((await cardsOf(asked)).filter(({ id }) => isLiving(asked, id)));
}

function isLiving(asked: Asked, message: string): boolean {
  return country.stored(asked).cards.some(({ activity }) => activity === message);
}

function theOne(found: Twin[]): Twin {
  const [one, ...more] = found;
  if (!one || more.length > 0) throw new Error(`${found.length} cards of one kind`);
  return one;
}

function buttonsIn(lines: string[]): string[] {
  return lines.filter((line) => line.startsWith('['));
}
