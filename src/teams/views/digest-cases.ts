import { offersToCoordinators } from '../../domain/access.ts';
import { type Consultation, livingCardOf, revisionOf } from '../../domain/consultation.ts';
import type { Week } from '../../domain/digest.ts';
import { type FigureName, happenedInWeek } from '../../domain/figures.ts';
import type { AreaId } from '../../domain/network.ts';
import type { Person } from '../../domain/person.ts';
import { type Now, workingDaysSince } from '../../domain/standing.ts';
import { areaNames } from '../../i18n/names.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import { type DigestPlace, remedyButtons } from './buttons.ts';
import { openingOf, weekName } from './digest.ts';

/** The consultations behind a figure; `elsewhere`: how many more there are that the reader may not open any more. Their own they may only look at. */
export type CasesInput = {
  figure: FigureName;
  area: AreaId;
  week: Week;
  cases: Consultation[];
  elsewhere: number;
  page: number;
  now: Now;
  reader: Pick<Person, 'personId' | 'locale'>;
};

const perPage = 8;

/** The list of the consultations behind a digest's figure, a page at a time, each with a button that opens it. */
export function digestCasesView({ figure, area, week, cases, elsewhere, page, now, reader }: CasesInput): View {
  const { locale } = reader;
  const words = wordsOf(locale);
  const { digest } = words;
  const last = Math.max(0, Math.ceil(cases.length / perPage) - 1);
  const shownPage = Math.min(page, last);
  const from = shownPage * perPage;
  const shown = cases.slice(from, from + perPage);
  const name = areaNames[area][locale];
  const heading = happenedInWeek(figure)
    ? digest.list(digest.figures[figure], name, weekName(week, now.at))
    : digest.listNow(digest.figures[figure], name);
  const target = (to: number) => ({ v: 1, verb: 'figure', card: 'digest', area, ...week, figure, page: to });
  const data = {
    lang: locale,
    summary: heading,
    words,
    heading,
    page: cases.length === 0 ? digest.empty : digest.page(from + 1, from + shown.length, cases.length),
    elsewhere: elsewhere > 0 ? digest.notYours(elsewhere) : '',
    rows: shown.map((one) => rowOf(one, figure, now, { area, ...week }, reader)),
    pages: [
      ...(shownPage > 0 ? [{ title: digest.previous, press: target(shownPage - 1) }] : []),
      ...(shownPage < last ? [{ title: digest.next, press: target(shownPage + 1) }] : []),
    ],
    here: { v: 1, verb: 'digest', card: 'digest', area, ...week },
  };
  return { name: 'digest-cases', data };
}

function rowOf(consultation: Consultation, figure: FigureName, now: Now, from: DigestPlace, { personId, locale }: CasesInput['reader']) {
  const words = wordsOf(locale);
  const { statuses, digest } = words;
  const { id, reference, status, request, requester, openedAt } = consultation;
  const network = livingCardOf(consultation);
  const age = digest.age(workingDaysSince(openedAt, consultation, now));
  const detail = [reference, statuses[status], network ? escapeMarkdown(network.name) : digest.noNetwork, age].join(' · ');
  const place = { card: 'case', id, rev: revisionOf(consultation), list: from };
  const offersRemedies = (figure === 'overdue' || figure === 'dueSoon') && requester.id !== personId;
  return {
    title: escapeMarkdown(request.title) || reference,
    detail,
    open: openingOf(id, reference, from, locale),
    buttons: offersRemedies ? remedyButtons(offersToCoordinators(consultation, now.at), place, reference, words) : [],
  };
}
