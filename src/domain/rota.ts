import { type Instant, localDate } from './calendar.ts';
import { dayOfDate, HOUR, instantOf, weekdayOf, writeInstant } from './local-time.ts';
import { type Duty, onDuty, type PersonRef } from './network.ts';

/** Who is on duty in one week, from its Monday (a local date) on. */
export type Turn = { monday: string; people: PersonRef[] };
/** What a coordinator wishes of a roster: nobody, all of these people always, or one of them a week in turn. */
export type Wish = { turns: 'none' | Duty['turns']; people: PersonRef[] };

const week = 7;

/**
 * The duty roster that is agreed at `at`. Weekly turns begin on the coming Monday and go in the order in which the people are given. When
 * people are added to them or taken out, whoever has this week's turn keeps it, or hands it to the next if they are taken out themselves, and
 * the others follow; turns that have not begun yet begin when they were to. The same people's turns go on as they were.
 */
export function agreed({ turns, people }: Wish, before: Duty | null, at: Instant): Duty | null {
  if (turns === 'none' || people.length === 0) return null;
  if (before?.turns === turns && sameIds(before.people, people)) return { ...before, people: inOrderOf(before.people, people) };
  const isChanged = turns === 'weekly' && before?.turns === turns;
  return isChanged ? goingOn(before, people, at) : { turns, people, from: mondayOf(at, 1) };
}

/** The turns of so many weeks, this one first; of a roster that has not begun yet, from its first week on. */
export function turnsFrom(duty: Duty, at: Instant, weeks: number): Turn[] {
  const first = Math.max(dayOfDate(mondayOf(at, 0)), dayOfDate(duty.from));
  return Array.from({ length: weeks }, (_, index) => {
    const monday = dateOf(first + index * week);
    return { monday, people: onDuty({ duty }, noonOf(monday)) };
  });
}

/** The roster without those who have left: its turns go on as if they had been taken out. Null where nobody is left. */
export function withoutPeople(duty: Duty, hasLeft: (person: PersonRef) => boolean, at: Instant): Duty | null {
  if (!duty.people.some(hasLeft)) return duty;
  return agreed({ turns: duty.turns, people: duty.people.filter((person) => !hasLeft(person)) }, duty, at);
}

/** The Monday of this week, or of one so many weeks later, as a local date. */
export function mondayOf(at: Instant, weeks: number): string {
  const today = dayOfDate(localDate(at));
  return dateOf(today - weekdayOf(today) + weeks * week);
}

// Of others altogether, the first waits for the coming Monday.
function goingOn(before: Duty, people: PersonRef[], at: Instant): Duty {
  const [{ monday, people: now }] = turnsFrom(before, at, 1) as [Turn];
  const first = startingWith(now[0], before.people).find(({ id }) => people.some((one) => one.id === id));
  return first ? { ...before, people: startingWith(first, people), from: monday } : { ...before, people, from: mondayOf(at, 1) };
}

function startingWith(first: PersonRef | undefined, people: PersonRef[]): PersonRef[] {
  const index = people.findIndex(({ id }) => id === first?.id);
  return [...people.slice(index), ...people.slice(0, index)];
}

function dateOf(day: number): string {
  return writeInstant(day * 24 * HOUR).slice(0, 10);
}

function noonOf(date: string): Instant {
  return writeInstant(instantOf((dayOfDate(date) * 24 + 12) * HOUR));
}

function sameIds(some: PersonRef[], others: PersonRef[]): boolean {
  return some.length === others.length && some.every(({ id }) => others.some((other) => other.id === id));
}

// The order of turns stays; names are as they are now.
function inOrderOf(order: PersonRef[], people: PersonRef[]): PersonRef[] {
  return order.map(({ id }) => people.find((person) => person.id === id) as PersonRef);
}
