import { type Consultation, type Entry, entryOf, leadBefore, leadOf, mostCalled, type PersonRef } from '../../domain/consultation.ts';
import { breaksOf, type Directory, type Locale, timingOf } from '../../domain/network.ts';
import { dutiesOf } from '../../domain/watch.ts';
import { formatWhen } from '../../i18n/format.ts';
import { wordsOf } from '../../i18n/translate.ts';
import { escapeXml } from '../plain-text.ts';
import { silenceBefore } from './case.ts';
import { sentenceOf } from './entry-sentence.ts';
import { shortNameOf } from './names.ts';

/** What the thread of a consultation's `card`th card is told of history entry `seq`. `directory`: for the promises that hold there. */
export type ThreadPostInput = { consultation: Consultation; seq: number; card: number; locale: Locale; directory: Directory };
/** A message for the network's thread, in `xml` format: its text, and the people whom it mentions, if it is for somebody. */
export type ThreadPost = { text: string; mentioned: PersonRef[] };

/** The view of a post in the thread: who did what, in their own words, or what the clock has to say; whoever it is for is mentioned first. */
export function threadPostView(input: ThreadPostInput): ThreadPost {
  const entry = entryOf(input.consultation, input.seq);
  const all = mentionedIn(input, entry);
  const mentioned = all.slice(0, mostCalled);
  const heading = escapeXml(headingOf(input, entry));
  const said = entry.text ? `<br/>${escapeXml(entry.text)}` : '';
  const others = all.length - mentioned.length + (entry.others ?? 0);
  const more = others > 0 ? ` ${wordsOf(input.locale).networks.andMore(others)}` : '';
  const names = mentioned.map(({ name }) => `<at>${escapeXml(name)}</at>`).join(', ');
  return { text: `${names === '' ? '' : `${names}${more} – `}<b>${heading}</b>${said}`, mentioned };
}

/** The post without mentioning these people, who are in the channel no more: their names stay. */
export function withoutMentions({ text, mentioned }: ThreadPost, absent: PersonRef[]): ThreadPost {
  const plain = absent.reduce((rest, { name }) => rest.replace(`<at>${escapeXml(name)}</at>`, () => escapeXml(name)), text);
  return { text: plain, mentioned: mentioned.filter(({ id }) => absent.every((one) => one.id !== id)) };
}

// Whoever is called, or the lead when the asker is heard or the team changes: each only while they have to do with it. A lead who is replaced hears it, too.
function mentionedIn({ consultation, card }: ThreadPostInput, entry: Entry): PersonRef[] {
  const { cards, network, requester, seats, status } = consultation;
  const lead = leadOf(consultation);
  const concernsLead = entry.by?.id === requester.id || entry.verb === 'join' || entry.verb === 'leave';
  const called = entry.people ?? (concernsLead && lead ? [lead] : []);
  const replaced = entry.verb === 'assign' ? leadBefore(consultation, entry.seq) : undefined;
  // Whoever has it in another network by now is not in this thread, and Teams refuses to mention them there.
  if (card !== cards.length - 1 || network === null) return [];
  const isConcerned = ({ id }: PersonRef) => status === 'open' || seats.some(({ expert }) => expert.id === id);
  const mentioned = [...called.filter(isConcerned), ...(replaced ? [replaced] : [])];
  return mentioned.filter((person) => person.teamsId !== '' && person.id !== entry.by?.id);
}

function headingOf({ consultation, locale, directory }: ThreadPostInput, entry: Entry): string {
  const said = sentenceOf(consultation, entry, locale);
  if (said !== null) return said;
  const { toThread } = wordsOf(locale).deadlines;
  const timing = timingOf(directory, consultation.area);
  switch (entry.verb) {
    case 'nudge':
      return [toThread.nudge(timing.nudgeAfterWorkingDays), ...willReturn(consultation, directory, locale)].join(' ');
    case 'return':
      return toThread.return(timing.returnAfterWorkingDays);
    case 'vacate':
      return toThread.vacate(shortNameOf(leadBefore(consultation, entry.seq)));
    case 'lapse':
      return toThread.lapse(silenceBefore(consultation, entry));
    default:
      return [reminderOf(entry, locale), ...promiseOf(consultation, entry, locale)].join(' ');
  }
}

function reminderOf({ verb, by, from }: Entry, locale: Locale): string {
  const { toThread } = wordsOf(locale).deadlines;
  if (verb === 'warn') return toThread.warn;
  if (!by) return toThread.unclaimed;
  return from === 'open' ? toThread.remindUnclaimed(shortNameOf(by)) : toThread.remindClaimed(shortNameOf(by));
}

// Only the first answer is promised, and a promise that has passed is a broken one.
function promiseOf({ answeredAt, dueAt }: Consultation, { at }: Entry, locale: Locale): string[] {
  if (answeredAt !== null) return [];
  const { deadlines, queue } = wordsOf(locale);
  const sentence = dueAt <= at ? queue.why.overdue : deadlines.toThread.promised;
  return [sentence(formatWhen(dueAt, locale))];
}

function willReturn(consultation: Consultation, directory: Directory, locale: Locale): string[] {
  const duties = dutiesOf(consultation, timingOf(directory, consultation.area), breaksOf(directory, consultation));
  const returning = duties.find(({ verb }) => verb === 'return');
  return returning ? [wordsOf(locale).deadlines.toThread.willReturn(formatWhen(returning.at, locale))] : [];
}
