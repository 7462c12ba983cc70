import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { asRead, launchBrowser } from '../support/browser.ts';
import { type Country, openCountry } from '../support/country.ts';

let country: Country;
let browser: Browser;

beforeAll(async () => {
  [country, browser] = await Promise.all([openCountry(), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await country.close();
});

test('A professional asks, an expert claims, asks back and answers, and the professional closes: all of it on the page', async () => {
  const asker = await sitDown('Aino Sarkavaara');
  const expert = await sitDown('Sirpa Aapakari', country.channel('Lastensuojelu', 'OT-keskus Pohjois-Suomi'));

  await button(asker, 'Avaa konsultaatio').last().click();
  await fillInRequest(asker);
  await asker.getByRole('dialog').getByRole('button', { name: 'Lähetä' }).click();
  await asker.getByText(/Pyyntösi OT-\w{6} on lähetetty/).waitFor();
  await asker.keyboard.press('Escape');

  await time(expert);
  await button(expert, 'Otan hoitaakseni').click();
  await expert.getByText(asRead('Sirpa Aapakari otti hoitaakseen')).waitFor();
  await time(asker);
  await asker
    .getByRole('main')
    .getByText(/otti pyyntösi OT-\w{6} hoitaakseen/)
    .waitFor();

  await write(expert, 'Pyydä lisätietoa', 'Onko nuorella hoitokontakti?', 'Lähetä lisätietopyyntö');
  await time(asker);
  await asker.getByRole('main').getByText('Onko nuorella hoitokontakti?').waitFor();
  await write(asker, 'Lisää tietoa', 'Kouluterveydenhuolto tapasi kerran.', 'Lähetä lisätieto');

  await time(expert);
  await expert.getByRole('main').getByText('Kouluterveydenhuolto tapasi kerran.').waitFor();
  await write(expert, 'Vastaa', 'Ehdotan yhteistä tapaamista koulun kanssa.', 'Lähetä vastaus');
  await time(asker);
  await asker.getByRole('main').getByText('Ehdotan yhteistä tapaamista koulun kanssa.').waitFor();

  await button(asker, 'Hyväksy ja päätä').last().click();
  await asker.getByText('4 – paljon').last().click();
  await button(asker, 'Lähetä palaute ja päätä').last().click();
  await time(expert);
  await expert
    .getByText(/auttoi 4\/5/)
    .first()
    .waitFor();

  const statuses = country.state().flatMap(({ document }) => (document.kind === 'consultation' ? [document.status] : []));
  expect(statuses).toEqual(['closed']);
});

test('What a text must not hold comes back on the form with the text in it, and can be mended there', async () => {
  const asker = await sitDown('Veera Lumijärvi');
  await button(asker, 'Avaa konsultaatio').last().click();
  await fillInRequest(asker, 'Nuoren äiti tavoitettavissa numerosta 040 123 4567.');

  await asker.getByRole('dialog').getByRole('button', { name: 'Lähetä' }).click();
  await asker.getByText(/näyttää olevan tunnistetietoja/).waitFor();

  expect(await field(asker, 'Tilanne').inputValue()).toBe('Nuoren äiti tavoitettavissa numerosta 040 123 4567.');
  await field(asker, 'Tilanne').fill('Nuoren äiti on tavoitettavissa.');
  await asker.getByRole('dialog').getByRole('button', { name: 'Lähetä' }).click();
  await asker.getByText(/Pyyntösi OT-\w{6} on lähetetty/).waitFor();
});

async function sitDown(name: string, chat?: string): Promise<Page> {
  const { world, chats } = country.api;
  const { people, bot } = await world();
  const as = people.find((person) => person.name === name)?.id ?? '';
  const conversation = chat ?? (await chats(as))[0]?.conversation ?? '';
  const page = await browser.newPage();
  page.setDefaultTimeout(6_000);
  await page.goto(`${country.pageUrl}/?as=${as}&chat=${encodeURIComponent(conversation)}`);
  await page
    .getByText(chat ? 'Lastensuojelu' : bot.name)
    .first()
    .waitFor();
  return page;
}

// A moment passes in the country, everything on its way arrives, and the person looks again.
async function time(page: Page): Promise<void> {
  await country.settled();
  country.aMoment();
  await page.reload();
}

async function fillInRequest(page: Page, situation = '14-vuotias ei ole käynyt koulussa syksyn aikana.'): Promise<void> {
  await field(page, 'Otsikko').fill('Koulupoissaolot ja väsymys');
  await field(page, 'Tilanne').fill(situation);
  await field(page, 'Kysymyksesi').fill('Miten edetään?');
  await field(page, 'Hyvinvointialue').selectOption({ label: 'Lappi' });
  await field(page, 'Oma toimialasi').selectOption({ label: 'Sosiaalitoimi' });
  await field(page, 'Osaamisala tai ilmiö').selectOption({ label: 'Lastensuojelun erityiskysymykset' });
  await page.getByRole('checkbox', { name: 'Sosiaalityö' }).check();
  await page.getByRole('checkbox', { name: /ettei tekstissä ole tunnistetietoja/ }).check();
}

async function write(page: Page, opener: string, text: string, sender: string): Promise<void> {
  await button(page, opener).last().click();
  await page.locator('.ac-adaptiveCard textarea:visible').last().fill(text);
  await button(page, sender).last().click();
  await button(page, sender).last().waitFor({ state: 'hidden' });
}

function field(page: Page, label: string) {
  return page.getByRole('dialog').getByLabel(label);
}

function button(page: Page, name: string) {
  return page.locator('.ac-adaptiveCard').getByRole('button', { name, exact: true });
}
