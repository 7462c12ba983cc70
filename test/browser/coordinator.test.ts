import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { asRead, launchBrowser } from '../support/browser.ts';
import { type Country, openCountry } from '../support/country.ts';

let country: Country;
let browser: Browser;

const team = 'OT-keskus Sisä-Suomi';
const network = 'Nepsy Sisä-Suomi';
const expert = 'Kalle Uusiniitty';

beforeAll(async () => {
  // Monday of week 48.
  [country, browser] = await Promise.all([openCountry({ at: '2026-11-23T08:00:00.000Z' }), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await country.close();
});

// A browser on a busy machine: more time than for a story without one, and still an end.
test('A coordinator makes a network, hears on Monday of what nobody has claimed, and gives it to an expert', async () => {
  const channel = country.channel('Koordinaatio', team);
  const coordinator = await sitDown('Tuomo Leppäharju', channel);
  await write(coordinator, '@Neuvo rekisteröi');
  await button(coordinator, 'Rekisteröi kanava').click();
  await fillInNetwork(coordinator);
  await coordinator.getByText(asRead(`Verkosto ”${network}” on rekisteröity. Kanavan jäseniä: 5.`)).waitFor();
  await coordinator.getByText('Vuorossa nyt').waitFor();

  const asker = await sitDown('Pirkko Tervaluoto');
  await button(asker, 'Avaa konsultaatio').last().click();
  await fillInRequest(asker);
  const thanks = await asker.getByText(/Pyyntösi OT-\w{6} on lähetetty/).textContent();
  const [reference = ''] = /OT-\w{6}/.exec(thanks ?? '') ?? [];
  await asker.keyboard.press('Escape');
  await country.settled();
  await coordinator.getByRole('main').getByText('Nepsy-epäily ja koulunkäynti').waitFor();

  await moveOn(coordinator, 'Seuraava työaamu klo 8.00', 'tiistai 24.11.2026 klo 8.00');
  await moveOn(coordinator, 'Seuraava työaamu klo 8.00', 'keskiviikko 25.11.2026 klo 8.00');
  await coordinator.getByText(/^\u2068?Marja Vuorenpuro.*kukaan ei ole vielä ottanut sitä hoitaakseen/).waitFor();
  await moveOn(coordinator, 'Seuraava maanantai klo 8.00', 'maanantai 30.11.2026 klo 8.00');

  await coordinator.getByRole('link', { name: 'Neuvo' }).click();
  const digest = coordinator.getByRole('article').filter({ hasText: 'Viikkokooste: Sisä-Suomi' });
  await digest.getByText('Määräaika ylittynyt: 1').waitFor();
  await digest.getByRole('button', { name: 'Anna hoidettavaksi' }).click();
  await coordinator.getByPlaceholder('Valitse verkoston kanavan jäsen').fill(expert);
  await coordinator.getByRole('button', { name: 'Vahvista', exact: true }).click();
  await coordinator.getByText(asRead(`Pyyntöä ${reference} hoitaa nyt ${expert}.`)).waitFor();
  await button(coordinator, 'Takaisin koosteeseen').click();
  await digest.getByRole('button', { name: `Avaa ${reference}` }).click();
  const opened = coordinator.getByRole('article').filter({ has: button(coordinator, 'Takaisin koosteeseen') });
  await opened.getByText(/^Myöhässä: ensimmäinen vastaus luvattiin/).waitFor();

  await country.settled();
  const seat = await sitDown(expert, channel);
  await seat
    .getByRole('main')
    .getByText(asRead(`antoi konsultaation hoidettavaksi: ${expert}`))
    .waitFor();
  await button(seat, 'Vastaa').waitFor();
  await asker
    .getByRole('main')
    .getByText(asRead(`Pyyntöäsi ${reference} hoitaa nyt ${expert}`))
    .waitFor();
  expect(country.stored({ reference })).toMatchObject({ status: 'claimed', seats: [{ expert: { name: expert }, lead: true }] });
}, 90_000);

async function sitDown(name: string, chat?: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'fi-FI' })).newPage();
  page.setDefaultTimeout(15_000);
  const as = country.person(name).id;
  const conversation = chat ?? (await country.api.chats(as))[0]?.conversation ?? '';
  await page.goto(`${country.pageUrl}/?${new URLSearchParams({ as, chat: conversation })}`);
  await page.getByRole('main').getByRole('textbox').first().waitFor();
  return page;
}

/** Writes into the box at the foot of the conversation that is open. */
async function write(page: Page, text: string): Promise<void> {
  const box = page.getByRole('main').getByRole('textbox').last();
  await box.fill(text);
  await box.press('Enter');
}

async function fillInNetwork(page: Page): Promise<void> {
  const form = page.getByRole('dialog');
  await form.getByLabel('Verkoston nimi').fill(network);
  await form.getByRole('checkbox', { name: 'Vaativa neuropsykiatria (nepsy)' }).check();
  await form.getByRole('radio', { name: 'Valitut henkilöt yhdessä, aina' }).check();
  await form.getByRole('checkbox', { name: 'Marja Vuorenpuro' }).check();
  await form.getByRole('button', { name: 'Rekisteröi' }).click();
}

async function fillInRequest(page: Page): Promise<void> {
  const form = page.getByRole('dialog');
  await form.getByLabel('Otsikko').fill('Nepsy-epäily ja koulunkäynti');
  await form.getByLabel('Tilanne').fill('Nuori uupuu koulussa. Tutkimuksiin on jonoa.');
  await form.getByLabel('Kysymyksesi').fill('Miten tuemme arkea odottaessa?');
  await form.getByLabel('Hyvinvointialue').selectOption({ label: 'Pirkanmaa' });
  await form.getByLabel('Oma toimialasi').selectOption({ label: 'Terveydenhuolto' });
  await form.getByLabel('Osaamisala tai ilmiö').selectOption({ label: 'Vaativa neuropsykiatria (nepsy)' });
  await form.getByRole('checkbox', { name: 'Oppimisen tuki' }).check();
  await form.getByRole('radio', { name: 'Pian (2 työpäivää)' }).check();
  await form.getByRole('checkbox', { name: /ettei tekstissä ole tunnistetietoja/ }).check();
  await form.getByRole('button', { name: 'Lähetä' }).click();
}

/** Moves the clock in the rail, and waits until everything that has become due meanwhile has been done. */
async function moveOn(page: Page, to: string, then: string): Promise<void> {
  await page.getByRole('button', { name: 'Siirrä kelloa eteenpäin' }).click();
  await page.getByRole('menuitem', { name: to }).click();
  await page.locator('.clock .time', { hasText: then }).waitFor();
  await country.settled();
}

function button(page: Page, name: string) {
  return page.locator('.ac-adaptiveCard').getByRole('button', { name, exact: true });
}
