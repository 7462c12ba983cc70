import type { Consultation } from '../../src/domain/consultation.ts';
import { wordsOf } from '../../src/i18n/translate.ts';
import type { Bots, LogLine } from './bots.ts';
import type { Expectation, Ledger } from './ledger.ts';
import type { Reading, Seen } from './seen.ts';

/** What came of a consultation: what is wrong with it, in sentences, and why messages were sent twice. */
export type Verdict = { wrong: string[]; lost: number; messages: number; twice: Record<string, number> };

/**
 * What is known of the bots: when each died, what they logged, and for how long the connector was busy with each message. `lag`: how late this
 * process may have looked at what came to it. In milliseconds.
 */
export type Evidence = { bots: Pick<Bots, 'all' | 'lines'>; took: Map<string, number>; lag: number };

const words = wordsOf('fi');
// An attempt that has no answer by then is over.
const patienceMs = 10_000;

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
    const about = ({ consultation, notice = expectation.notice }: LogLine) => consultation === ledger.id && notice === expectation.notice;
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

/**
 * Why each message but one came: what happened to the attempt that sent it, so that another was made. A message belongs to the attempt that
 * was under way while the connector was busy with it, `took` milliseconds long.
 */
function causesOf(found: Reading[], { took, lag, bots: { all, lines } }: Evidence, about: (line: LogLine) => boolean): string[] {
  const told = lines.filter(about);
  const heard = told.filter(({ msg }) => msg === 'notice delivered').sort((a, b) => a.time - b.time);
  const deaths = deathsAmong(all, lines);
  const heardOf = new Map(heard.map((line) => [found.findLast(({ at }) => at <= line.time), line]));
  return found.flatMap((message) => {
    const line = heardOf.get(message);
    const next = line && heard[heard.indexOf(line) + 1];
    if (line && !next) return [];
    const begun = message.at - (took.get(message.id) ?? 0) - lag;
    const isDuring = (time: number) => time >= begun && time <= message.at + lag;
    const isDeathOf = ({ number, died }: Death) => number === line?.bot && died <= (next?.time ?? 0);
    if (line) return deaths.some(isDeathOf) ? 'killed before it wrote down that it had arrived' : 'unexplained';
    if (told.some(({ msg, status, time }) => msg === 'notice postponed' && status === null && isDuring(time)))
      return 'the connection was dropped, or had taken too long, after it had been sent';
    const isSilenced = ({ died, spoke }: Death) => died >= begun && died < message.at + patienceMs && spoke <= message.at + lag;
    return deaths.some(isSilenced) ? 'killed before it heard that it had arrived' : 'unexplained';
  });
}

/** A bot's death, and when it had said the last that it said: if that was before something arrived, it had not heard of that. */
type Death = { number: number; died: number; spoke: number };

function deathsAmong(bots: Bots['all'], lines: LogLine[]): Death[] {
  const spoke = new Map<number, number>();
  for (const { bot, time } of lines) spoke.set(bot, Math.max(time, spoke.get(bot) ?? 0));
  return bots.flatMap(({ number, died }) => (died === null ? [] : [{ number, died, spoke: spoke.get(number) ?? 0 }]));
}

function storyOf(found: Reading[], { took, bots: { all, lines } }: Evidence, about: (line: LogLine) => boolean): string {
  const first = Math.min(...found.map(({ at }) => at));
  const arrivals = found.map(({ id, at }) => `arrived at ${at - first}, taking ${took.get(id)}`);
  const told = lines.filter(about).map(({ bot, msg, time, status }) => `bot ${bot}: ${msg} ${status ?? ''} at ${time - first}`);
  const isNear = ({ died }: Death) => found.some(({ at }) => Math.abs(died - at) < patienceMs);
  const deaths = deathsAmong(all, lines).filter(isNear);
  return [
    ...arrivals,
    ...told,
    ...deaths.map(({ number, died, spoke }) => `bot ${number} spoke last at ${spoke - first}, and died at ${died - first}`),
  ].join('; ');
}
