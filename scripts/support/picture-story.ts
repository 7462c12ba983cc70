import type { Page } from 'playwright-core';
import type { ApiClient } from '../../src/local-teams/api-client.ts';
import type { Message, Person } from '../../src/local-teams/contract.ts';
import type { HandClock } from '../../test/support/clock.ts';

/** Whom the pictures are taken of: the ids of three people, the asker's own chat, and the channel that answers. */
export type Cast = { asker: string; newcomer: string; lead: string; chat: string; channel: string };
type Inputs = Record<string, string>;

const request = {
  title: 'Koulupoissaolot ja itsetuhoisuus, 14-vuotias',
  situation:
    'Nuori on ollut syksyn poissa koulusta ja viiltelee. Perhe on uupunut: vanhemmat eroavat, ja pikkusisarus reagoi. Nuori ei suostu tapaamaan uusia ihmisiä.',
  tried: 'Perhetyö kolme kuukautta, koulukuraattorin käynnit.',
  question: 'Miten turvaisimme nuoren kotona niin, ettei hoitoon pääsy katkea? Kuka kantaa vastuun arjesta?',
  county: '21',
  sector: 'social',
  field: 'itsetuhoisuus',
  disciplines: 'health,social',
  anonymous: 'true',
};
const answer =
  'Tehkää turvasuunnitelma yhdessä nuoren ja vanhempien kanssa jo tällä viikolla: varomerkit, keinot, kenelle soittaa.\nSosiaalityö kutsuu verkoston koolle ja kantaa arjen. Nuorisopsykiatria tapaa nuoren kotona, jotta hoitoon pääsy ei katkea.';

/** Plays a consultation from the question to the answer, with a quarter of an hour between the doings; `settled` resolves when all is delivered. */
export async function playStory(api: ApiClient, clock: HandClock, settled: () => Promise<void>): Promise<Cast> {
  const { people, teams } = await api.world();
  const asker = personCalled('Aino Sarkavaara');
  const lead = personCalled('Mika Kaarnilahti');
  const colleague = personCalled('Sirpa Aapakari');
  const team = teams.find(({ name }) => name === 'OT-keskus Pohjois-Suomi');
  const channel = team?.channels.find(({ name }) => name === 'Nuorisopsykiatria')?.id ?? '';
  const chat = (await api.chats(asker))[0]?.conversation ?? '';

  await press(asker, chat, 'Avaa konsultaatio');
  await doing(() => api.press({ as: asker, message: 'dialog', title: 'Lähetä', inputs: request }));
  await press(lead, channel, 'Otan hoitaakseni (terveydenhuolto)');
  await press(colleague, channel, 'Liity mukaan (sosiaalityö)');
  await talk(colleague, 'Lapin sosiaalipäivystys tuntee alueen perhetyön. Voin ottaa arjen tuen.');
  await talk(lead, 'Hyvä. Kysyn ensin hoitokontaktista.');
  await press(lead, channel, 'Lähetä lisätietopyyntö', { 'text-ask-info': 'Onko nuorella jo hoitokontakti?' });
  await press(asker, chat, 'Lähetä lisätieto', { 'text-give-info': 'Ei vielä. Lähete palautui syyskuussa.' });
  await press(lead, channel, 'Lähetä vastaus', { 'text-answer': answer });
  return { asker, newcomer: personCalled('Veera Lumijärvi'), lead, chat, channel };

  async function talk(as: string, text: string): Promise<void> {
    const root = (await api.chat(as, channel)).messages.findLast(({ card }) => card !== null);
    await doing(() => api.say({ as, conversation: channel, text, thread: root?.id ?? '' }));
  }

  async function press(as: string, conversation: string, title: string, inputs: Inputs = {}): Promise<void> {
    const { messages } = await api.chat(as, conversation);
    const message = messages.flatMap(withReplies).findLast(({ actions }) => actions.includes(title));
    if (!message) throw new Error(`nobody offers “${title}”`);
    await doing(() => api.press({ as, conversation, message: message.id, title, inputs }));
  }

  async function doing(act: () => Promise<unknown>): Promise<void> {
    clock.advance(15 * 60_000);
    await act();
    await api.settle();
    await settled();
  }

  function personCalled(name: string): string {
    return (people as Person[]).find((person) => person.name === name)?.id ?? '';
  }
}

/** Opens the request form on the page and fills in its beginning, as somebody would who has just been asked to. */
export async function writeForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Avaa konsultaatio' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Otsikko').fill(request.title);
  await form.getByLabel('Tilanne').fill(request.situation);
  await form.getByLabel('Kysymyksesi').fill(request.question);
  await form.getByLabel('Hyvinvointialue').selectOption('Kainuu');
  await form.getByLabel('Oma toimialasi').selectOption('Sosiaalitoimi');
  await form.getByLabel('Osaamisala tai ilmiö').selectOption('Itsetuhoisuus ja itsensä vahingoittaminen');
  await form.getByLabel('Kysymyksesi').blur();
}

/** Unfolds the thread under the channel's newest card, and brings the card to the top of the page. */
export async function showThread(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Näytä \d+ aiempaa/ }).click();
  await page.mouse.move(0, 0);
  await bringToTop(page, request.title);
}

/** Brings the asker's own card to the top of the page. */
export async function showStatus(page: Page): Promise<void> {
  await bringToTop(page, 'Konsultaatiopyyntösi');
}

async function bringToTop(page: Page, words: string): Promise<void> {
  const message = page.getByRole('article').filter({ hasText: words }).first();
  await message.evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

function withReplies(message: Message): Message[] {
  return [message, ...(message.replies ?? [])];
}
