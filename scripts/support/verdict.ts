import type { Consultation } from '../../src/domain/consultation.ts';
import { wordsOf } from '../../src/i18n/translate.ts';
import type { Bots, LogLine } from './bots.ts';
import type { Expectation, Ledger } from './ledger.ts';
import type { Reading, Seen } from './seen.ts';

/** What came of a consultation: what is wrong with it, in sentences, and why messages were sent twice. */
export type Verdict = { wrong: string[]; lost: number; messages: number; twice: Record<string, number> };

/** What is known of the bots: when each died, what they logged, and for how many milliseconds the connector was busy with each message. */
export type Evidence = { bots: Pick<Bots, 'all' | 'lines'>; took: Map<string, number> };

const words = wordsOf('fi');

/** Holds what is stored and what people see against what they have done. */
export function judge(ledger: Ledger, stored: Consultation | undefined, seen: Seen, evidence: Evidence): Verdict {
  const verdict: Verdict = { wrong: [], lost: 0, messages: 0, twice: {} };
  if (!stored) return { ...verdict, wrong: [`${ledger.reference} is not stored`] };
  const wrong = [...wrongInStore(ledger, stored), ...wrongOnCards(ledger, stored, seen)];
  for (const expectation of ledger.expected) {
    const found = findings(expectation, ledger, stored, seen);
    verdict.messages += found.length;
    if (found.length === 0) {
      verdict.lost += 1;
      wrong.push(`${expectation.notice} was never seen`);
    }
    const about = ({ document, notice }: LogLine) => document === ledger.id && notice === expectation.notice;
    for (const cause of found.length > 1 ? causesOf(found, evidence, about) : []) {
      verdict.twice[cause] = (verdict.twice[cause] ?? 0) + 1;
      if (cause === 'unexplained')
        wrong.push(`${expectation.notice} was seen twice, and nothing explains it: ${storyOf(found, evidence, about)}`);
    }
  }
  return { ...verdict, wrong: wrong.map((sentence) => `${ledger.reference}: ${sentence}`) };
}

function wrongInStore(
  ledger: Ledger,
  { status, history, seats, cards, notices, failures, lease, tickAt, alarmAt }: Consultation,
): string[] {
  const lead = seats.find((seat) => seat.lead)?.expert.id ?? null;
  const verbs = history.map(({ verb }) => verb).join();
  const rules: [boolean, string][] = [
    [status === ledger.status, `it is ${status}, and not ${ledger.status}`],
    [verbs === ledger.verbs.join(), `its history is ${verbs}, and not ${ledger.verbs.join()}`],
    [lead === (ledger.lead?.id ?? null), 'somebody else has it'],
    [cards.length === ledger.cards, `it has ${cards.length} cards, and not ${ledger.cards}`],
    [failures.length === 0, `${failures.length} notices were given up`],
    [notices.length === 0 && lease === null && alarmAt === tickAt, 'something is left to do'],
  ];
  return rules.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}

// The cards that it knows; one that was posted twice is no longer brought up to date.
function wrongOnCards(ledger: Ledger, { cards, statusActivity, status }: Consultation, { channels, chats }: Seen): string[] {
  const living = cards.map(({ channel, activity }) => channels.get(channel)?.find(({ id }) => id === activity));
  const own = chats.get(ledger.asker.id)?.find(({ id }) => id === statusActivity);
  const newest = living.at(-1);
  const rules: [boolean, string][] = [
    [newest?.text.includes(words.statuses[status]) ?? false, `its card does not say ${words.statuses[status]}`],
    [revisionOn(newest) >= ledger.refreshed, `its card is of revision ${revisionOn(newest)}, and not ${ledger.refreshed}`],
    [living.slice(0, -1).every((card) => card?.text.includes('Ohjattu')), 'a card that it has left does not say so'],
    [revisionOn(own) >= ledger.refreshed, `the asker's card is of revision ${revisionOn(own)}, and not ${ledger.refreshed}`],
  ];
  return rules.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}

function revisionOn(reading: Reading | undefined): number {
  const { refresh } = (reading?.card ?? {}) as { refresh?: { action: { data: { rev: number } } } };
  return refresh?.action.data.rev ?? 0;
}

/** Every message that is what was expected, oldest first. */
function findings(
  { where, words: text, notice }: Expectation,
  ledger: Ledger,
  { cards }: Consultation,
  { channels, chats }: Seen,
): Reading[] {
  const says = (reading: Reading) => reading.text.includes(text);
  if (where === 'asker') return (chats.get(ledger.asker.id) ?? []).filter(says);
  const channel = cards[where === 'channels' ? Number(notice.split(':')[1]) : where]?.channel ?? '';
  const roots = (channels.get(channel) ?? []).filter((root) => root.text.includes(ledger.reference));
  return where === 'channels' ? roots : roots.flatMap(({ replies }) => replies).filter(says);
}

/** An attempt to send a notice: who made it and when, and what they said came of it; `end` is null if they have said nothing of it. */
type Attempt = { bot: number; begun: number; end: LogLine | null };

/**
 * Why each message but one came: what happened to the attempt that sent it, so that another was made. A message belongs to the last attempt
 * that had begun when it reached the connector, which was busy with it for `took` milliseconds: up to a second of them afterwards.
 */
function causesOf(found: Reading[], { took, bots: { all, lines } }: Evidence, about: (line: LogLine) => boolean): string[] {
  const attempts = attemptsAmong(lines.filter(about));
  const hasDied = ({ bot }: Attempt) => all.some(({ number, died }) => number === bot && died !== null);
  return found.flatMap(({ id, at }) => {
    const attempt = attempts.findLast(({ begun }) => begun <= at - Math.max(0, (took.get(id) ?? 0) - 1_000));
    if (!attempt) return 'unexplained';
    const { end } = attempt;
    if (end?.msg === 'notice delivered' && attempt === attempts.at(-1)) return [];
    if (end?.msg === 'notice delivered' && hasDied(attempt)) return 'killed before it wrote down that it had arrived';
    if (end?.msg === 'notice postponed' && end.status === null)
      return 'the connection was dropped, or had taken too long, after it had been sent';
    return end === null && hasDied(attempt) ? 'killed before it heard that it had arrived' : 'unexplained';
  });
}

function attemptsAmong(told: LogLine[]): Attempt[] {
  const sorted = told.toSorted((a, b) => a.time - b.time);
  return sorted.flatMap(({ bot, msg, time }, index) => {
    if (msg !== 'notice on its way') return [];
    const next = sorted.slice(index + 1).find((line) => line.bot === bot);
    return { bot, begun: time, end: next && next.msg !== msg ? next : null };
  });
}

function storyOf(found: Reading[], { took, bots: { all, lines } }: Evidence, about: (line: LogLine) => boolean): string {
  const first = Math.min(...found.map(({ at }) => at));
  const arrivals = found.map(({ id, at }) => `arrived at ${at - first}, taking ${took.get(id)}`);
  const told = lines.filter(about);
  const deaths = all.filter(({ number, died }) => died !== null && told.some(({ bot }) => bot === number));
  return [
    ...arrivals,
    ...told.map(({ bot, msg, time, status }) => `bot ${bot}: ${msg} ${status ?? ''} at ${time - first}`),
    ...deaths.map(({ number, died }) => `bot ${number} died at ${(died ?? 0) - first}`),
  ].join('; ');
}
