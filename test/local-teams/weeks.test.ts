import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Consultation } from '../../src/domain/consultation.ts';
import { screen } from '../../src/domain/privacy.ts';
import type { WeeksView } from '../../src/local-teams/contract.ts';
import { DAYS, planOf } from '../../src/local-teams/weeks/plan.ts';
import { stories } from '../../src/local-teams/weeks/stories.ts';
import { world } from '../../src/local-teams/world.ts';
import { type Country, openCountry } from '../support/country.ts';
import { createStage } from './stage.ts';

describe('The plan of four weeks', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(planOf(stories, 7)).toEqual(planOf(stories, 7));
    expect(planOf(stories, 7)).not.toEqual(planOf(stories, 8));
  });

  test.each([1, 7, 20_261_123])('is in order of time, and each consultation begins with a question (seed %i)', (seed) => {
    const plan = planOf(stories, seed);
    const times = plan.map(({ day, minutes }) => day * 1440 + minutes);

    expect(times).toEqual([...times].sort((one, other) => one - other));
    for (const [index] of stories.entries()) expect(plan.find(({ story }) => story === index)?.verb).toBe('ask');
    expect(plan.filter(({ verb }) => verb === 'ask').every(({ day }) => day <= DAYS)).toBe(true);
  });

  test('has people of the country, and texts in which nothing identifies anybody', () => {
    const texts = stories.flatMap(({ form, back, redirect, answer }) => [
      ...[form.title, form.situation, form.tried, form.question],
      ...[back?.asked, back?.told, redirect?.reason, answer],
    ]);

    expect(stories.filter(({ asker }) => !world.people.some(({ name }) => name === asker))).toEqual([]);
    expect(texts.flatMap((text) => screen(text ?? ''))).toEqual([]);
  });
});

describe('Four weeks with the bot', () => {
  let country: Country;
  let end: WeeksView;

  beforeAll(async () => {
    country = await openCountry();
    await country.api.startWeeks();
    end = await over(country);
  }, 60_000);

  afterAll(() => country.close());

  test('end on the Monday after, with everything done that the bot still offered', async () => {
    expect(end).toMatchObject({ running: false, day: DAYS, problem: null });
    expect(end.done + end.skipped).toBe(planOf(stories, 20_261_123).filter(({ day }) => day <= DAYS).length);
    expect(end.done).toBeGreaterThan(50);
    expect((await country.api.clock()).now).toMatch(/^2026-12-21T06:05/);
  });

  test('leave behind consultations of every kind', () => {
    const left = country.state().flatMap(({ document }) => (document.kind === 'consultation' ? [document] : []));
    const statuses = new Set(left.map(({ status }) => status));

    expect(left).toHaveLength(stories.length);
    expect(statuses).toContain('closed');
    expect(left.filter(({ feedback }) => feedback?.helped).length).toBeGreaterThan(5);
    expect(left.filter((one) => verbsOf(one).includes('redirect')).length).toBe(2);
    expect(left.filter((one) => !verbsOf(one).includes('claim')).length).toBe(2);
    expect(left.filter((one) => verbsOf(one).includes('claim') && !verbsOf(one).includes('answer')).length).toBe(2);
    expect(new Set(left.map(({ request }) => request.language))).toEqual(new Set(['fi', 'sv', 'en']));
    expect(new Set(left.map(({ request }) => request.urgency))).toEqual(new Set(['normal', 'soon', 'urgent']));
  });

  test('let what is said in a thread arrive within the minute in which it was done', async () => {
    const done = country.state().flatMap(({ document }) => (document.kind === 'consultation' ? document.history.map(({ at }) => at) : []));
    const beginning = done.toSorted()[0] ?? '';
    const said = (await country.traffic()).filter(
      ({ at, method, path, status }) =>
        at > beginning && method === 'POST' && status === 201 && decodeURIComponent(path).includes(';messageid='),
    );

    expect(said.length).toBeGreaterThan(20);
    expect(said.filter(({ at }) => !done.some((act) => isWithinMinute(act, at)))).toEqual([]);
  });

  test.each(['Helka Murtovaara', 'Vuokko Harjanne-Lind'])(
    'begin with a welcome, also for somebody whom nobody has looked at: %s',
    async (name) => {
      const { id } = country.person(name);
      const chat = (await country.api.chats(id)).find(({ kind }) => kind === 'personal');
      const { messages } = await country.api.chat(id, chat?.conversation ?? '');
      const isWelcome = messages.map(({ card }) => JSON.stringify(card).includes(`Hei, \u2068${name.split(' ')[0]}\u2069`));

      expect(messages.length).toBeGreaterThan(4);
      expect(isWelcome).toEqual(messages.map((_, at) => at === 0));
    },
  );

  test('are nothing that the bot would call an error', () => {
    expect(country.troubles()).toEqual([]);
  });
});

describe('Living through weeks', () => {
  test('is done once at a time, and can be stopped', async () => {
    const country = await openCountry();
    await country.api.startWeeks();

    await expect(country.api.startWeeks()).rejects.toThrow('being lived through already');
    const stopped = await country.api.stopWeeks();

    expect(stopped).toMatchObject({ running: false, doing: null, problem: null });
    expect(stopped.day).toBeLessThan(DAYS);
    await country.close();
  });

  test('goes on if the bot opens no form', async () => {
    let now = Date.parse('2026-11-23T08:00:00Z');
    const clock = {
      now: () => now,
      elapsed: () => 0,
      forward: async (ms: number) => {
        now += ms;
      },
    };
    const stage = await createStage({ clock, commands: [{ id: 'ask', title: 'Kysy', contexts: ['compose'] }] });

    await stage.api.startWeeks(2);
    const refused = await over(stage);

    expect(refused).toMatchObject({ running: false, done: 0, problem: null });
    expect(refused.skipped).toBeGreaterThan(0);
    await stage.clear();
  });

  test('ends with a sentence if the clock can’t be moved on', async () => {
    const forward = () => Promise.reject(new Error('The store is away.'));
    const stage = await createStage({ clock: { now: () => Date.parse('2026-11-22T08:00:00Z'), elapsed: () => 0, forward } });

    await stage.api.startWeeks();

    expect(await over(stage)).toMatchObject({ running: false, problem: 'The store is away.' });
    await stage.clear();
  });

  test('needs a clock that can be moved', async () => {
    const stage = await createStage();

    await expect(stage.api.startWeeks()).rejects.toThrow('can’t be moved');
    await stage.clear();
  });
});

async function over({ api }: Pick<Country, 'api'>): Promise<WeeksView> {
  for (;;) {
    const view = await api.weeks();
    if (!view.running) return view;
  }
}

function verbsOf({ history }: Consultation): string[] {
  return history.map(({ verb }) => verb);
}

function isWithinMinute(from: string, at: string): boolean {
  const ms = Date.parse(at) - Date.parse(from);
  return ms >= 0 && ms < 60_000;
}
