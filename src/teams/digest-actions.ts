import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { Digests } from '../desk/digests.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import { isoWeek } from '../domain/calendar.ts';
import { Week } from '../domain/digest.ts';
import { usualWish } from '../domain/digest-time.ts';
import { figureNames } from '../domain/figures.ts';
import { AreaId, areasLookedAfter, areasOf } from '../domain/network.ts';
import { weekBefore } from '../domain/period.ts';
import { DigestWish, type Person } from '../domain/person.ts';
import { languages, wordsOf } from '../i18n/translate.ts';
import { type ActionAnswer, card, message, type SubjectActions } from './action-answers.ts';
import type { Reply, SubjectCommands } from './commands.ts';
import { digestView, weekName } from './views/digest.ts';
import { digestCasesView } from './views/digest-cases.ts';
import { nationalDigestView } from './views/digest-national.ts';
import { digestWishView, wishSentence } from './views/digest-wish.ts';
import { folded } from './writing.ts';

type Dependencies = { digests: Digests; directory: DirectoryDesk; clock: Clock };

const pressed = { v: z.literal(1), card: z.literal('digest') };
const place = { area: AreaId, year: z.int().min(2000).max(2100), week: z.int() };
const Show = z.looseObject({
  ...pressed,
  verb: z.literal('digest'),
  area: AreaId.optional(),
  year: place.year.optional(),
  week: place.week.optional(),
  chosen: AreaId.optional(),
});
const Behind = z.looseObject({ ...pressed, ...place, verb: z.literal('figure'), figure: z.enum(figureNames), page: z.int().min(0) });
const Wish = z.looseObject({ ...pressed, verb: z.literal('digest-wish'), save: z.boolean().default(false) });
const Chosen = z.object({ wanted: z.stringbool(), weekday: z.coerce.number(), hour: z.coerce.number() });

const wishWords = new Set(languages.flatMap((language) => wordsOf(language).digest.wish.words.map(folded)));

/** Builds what answers a coordinator who asks for a digest, looks behind its figures, or chooses when it comes. Everything is authorised anew. */
export function createDigestActions({ digests, directory, clock }: Dependencies) {
  /** The presses of digests' cards. */
  const press: SubjectActions = async (data, person) => {
    const show = Show.safeParse(data);
    if (show.success) return answered(await shown(show.data.chosen ?? show.data.area ?? null, weekIn(show.data), person));
    const behind = Behind.safeParse(data);
    if (behind.success) return casesBehind(behind.data, person);
    const wish = Wish.safeParse(data);
    return wish.success ? answered(await chosen(wish.data.save ? data : null, person)) : null;
  };

  /** The command that asks for a digest: of the week before, of any other ("46", "46/2026"), or for its settings. */
  const command: SubjectCommands = async (name, rest, person) => {
    if (name !== 'digest') return null;
    const { digest } = wordsOf(person.locale);
    if ((await areasFor(person)).length === 0) return digest.onlyCoordinators;
    if (rest === '') return shown(null, weekBefore(clock.now(), 1), person);
    if (wishWords.has(folded(rest))) return chosen(null, person);
    const asked = weekWritten(rest);
    return asked ? shown(null, asked, person) : digest.how;
  };

  async function shown(wished: AreaId | null, week: Week, person: Person): Promise<Reply> {
    const { locale } = person;
    const { digest } = wordsOf(locale);
    const offered = await areasFor(person);
    const area = wished ?? offered[0];
    if (!area || !offered.includes(area)) return digest.onlyCoordinators;
    const figures = Week.safeParse(week).success ? await digests.figures(area, week) : null;
    if (!figures) return digest.noWeek(week.year, week.week);
    if (isAhead(week)) return digest.notBegun(weekName(week, clock.now()));
    const reader = { personId: person.personId, locale, areas: offered };
    return figures.scope === 'area' ? digestView(figures, reader) : nationalDigestView(figures, reader);
  }

  async function casesBehind({ area, year, week, figure, page }: z.infer<typeof Behind>, person: Person): Promise<ActionAnswer> {
    const { locale } = person;
    const { digest } = wordsOf(locale);
    const offered = await areasFor(person);
    if (!offered.includes(area)) return message(digest.onlyCoordinators);
    const found = await digests.cases(area, { year, week }, figure);
    if (!found) return message(digest.noWeek(year, week));
    const cases = found.filter((one) => offered.includes(one.area));
    const now = { at: clock.now(), directory: await directory.current() };
    const elsewhere = found.length - cases.length;
    return card(digestCasesView({ figure, area, week: { year, week }, cases, elsewhere, page, now, reader: person }));
  }

  async function chosen(data: unknown, { personId, locale, digest: wish }: Person): Promise<Reply> {
    const { digest } = wordsOf(locale);
    if (areasOf(await directory.current(), personId).length === 0) return digest.onlyCoordinators;
    if (data === null) return digestWishView(wish ?? usualWish, locale);
    const form = Chosen.safeParse(data);
    const next = DigestWish.safeParse(form.success ? { ...form.data, isWanted: form.data.wanted, since: clock.now() } : null);
    if (!next.success) return digestWishView(wish ?? usualWish, locale, digest.wish.invalid, false);
    await directory.remember(personId, { digest: next.data });
    return digestWishView(next.data, locale, wishSentence(next.data, locale));
  }

  async function areasFor({ personId }: Person): Promise<AreaId[]> {
    return areasLookedAfter(areasOf(await directory.current(), personId));
  }

  function weekIn({ year, week }: { year?: number | undefined; week?: number | undefined }): Week {
    return year === undefined || week === undefined ? weekBefore(clock.now(), 1) : { year, week };
  }

  // "46", "46/2026", "week 46". A week without a year is the last of its number that has begun.
  function weekWritten(text: string): Week | null {
    const [, word = '', week, year] = /^(\p{L}*)\.? ?(\d{1,2})(?:[/ –-](\d{4}))?$/u.exec(folded(text)) ?? [];
    const now = isoWeek(clock.now());
    if (!week || !['', ...languages.flatMap((language) => wordsOf(language).digest.weekWords)].includes(word)) return null;
    return { week: Number(week), year: year ? Number(year) : now.year - (Number(week) > now.week ? 1 : 0) };
  }

  function isAhead({ year, week }: Week): boolean {
    const now = isoWeek(clock.now());
    return year > now.year || (year === now.year && week > now.week);
  }

  return { press, command };
}

function answered(reply: Reply): ActionAnswer {
  return typeof reply === 'string' ? message(reply) : card(reply);
}
