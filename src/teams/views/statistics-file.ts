import { type Consultation, livingCardOf } from '../../domain/consultation.ts';
import { csvOf } from '../../domain/csv.ts';
import { breaksOf, type Directory, type Locale, timingOf } from '../../domain/network.ts';
import { wallClock } from '../../domain/period.ts';
import { recordOf } from '../../domain/statistics.ts';
import { areaNames, countyNames, fieldNames } from '../../i18n/names.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';

type Column = keyof Words['statistics']['file'];

/** The consultations as a table in a file: a row each, in the reader's words, with nothing that somebody wrote and nobody's name. */
export function statisticsFile(consultations: Consultation[], directory: Directory, locale: Locale): string {
  const { file } = wordsOf(locale).statistics;
  const columns = Object.keys(file) as Column[];
  const rows = consultations.map((one) => {
    const cells = cellsOf(one, directory, locale);
    return columns.map((column) => cells[column]);
  });
  return csvOf([columns.map((column) => file[column]), ...rows]);
}

function cellsOf(consultation: Consultation, directory: Directory, locale: Locale): Record<Column, string> {
  const words = wordsOf(locale);
  const { request, area, status, outcome, feedback } = consultation;
  const record = recordOf(consultation, { timing: timingOf(directory, area), breaks: breaksOf(directory, consultation) });
  const when = (at: string | null) => (at ? wallClock(at) : '');
  return {
    reference: consultation.reference,
    area: areaNames[area][locale],
    county: countyNames[request.county][locale],
    sector: words.sectors[request.sector],
    disciplines: request.disciplines.map((one) => words.disciplines[one]).join(', '),
    field: fieldNames[request.field][locale],
    secondaryFields: request.secondaryFields.map((one) => fieldNames[one][locale]).join(', '),
    language: words.languages[request.language],
    help: words.help[request.help],
    urgency: words.urgencies[request.urgency],
    status: words.statuses[status],
    network: livingCardOf(consultation)?.name ?? '',
    opened: when(consultation.openedAt),
    claimed: when(record.claimed),
    answered: when(record.answered),
    due: when(consultation.dueAt),
    inTime: record.isInTime === null ? '' : words.statistics[record.isInTime ? 'yes' : 'no'],
    closed: when(consultation.closedAt),
    outcome: outcome ? words.outcomes[outcome] : '',
    helped: feedback?.helped ? String(feedback.helped) : '',
    change: feedback?.change ? words.changes[feedback.change] : '',
    redirects: String(record.redirects),
    reminders: String(record.reminders),
  };
}
