import fc from 'fast-check';
import type { Activity } from '../../src/local-teams/activities.ts';
import type { Person } from '../../src/local-teams/contract.ts';

/** What mutations are made of: real activities, and what can be put into them. */
export type Material = { recorded: Activity[]; people: Person[]; consultations: string[]; networks: string[] };
/** One mutated activity: the text that goes over the wire. */
export type Mutated = { body: string };
/** A change to an activity, in place. */
type Change = (activity: Json, material: Material) => void;
type Json = Record<string, unknown>;
type Slot = { holder: Json | unknown[]; key: string | number };

const verbs = [
  'claim',
  'join',
  'leave',
  'release',
  'redirect',
  'ask-info',
  'give-info',
  'message',
  'answer',
  'reopen',
  'close',
  'withdraw',
  'revise',
];
const otherVerbs = ['see', 'show', 'relay', 'language', 'submit', 'tick', 'constructor', '__proto__', 'toString', ''];
const cards = ['channel', 'status', 'post', 'case'];
const hostileTexts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202etxet\u202c',
  'e\u0301\u200b\ufeff',
  '👩‍👩‍👧‍👦'.repeat(50),
  '\u0024{words.labels.question}',
  '{{DATE(2026-11-23)}}',
  '<at>Neuvo</at> <script>alert(1)</script>',
  '](https://example.org) **_~`|',
  "'; DROP TABLE documents; --",
  'network:gone',
  'area:ita',
  '../../etc/passwd',
  'x'.repeat(3_000),
];
const wrongValues: unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  'x',
  [],
  [null],
  {},
  { id: {} },
  { toString: 1 },
  [['x']],
];

/** Makes arbitrary mutated activities: a recorded one, or a command of anybody's in its place, up to four times changed. */
export function mutatedActivity(material: () => Material): fc.Arbitrary<Mutated> {
  const change = fc.oneof(
    { weight: 3, arbitrary: otherPerson() },
    { weight: 2, arbitrary: otherConsultation() },
    { weight: 2, arbitrary: dropped() },
    { weight: 2, arbitrary: replaced(fc.constantFrom(...wrongValues)) },
    { weight: 2, arbitrary: replaced(fc.constantFrom(...hostileTexts)) },
    { weight: 1, arbitrary: replaced(fc.string({ unit: 'binary', maxLength: 40 })) },
    { weight: 1, arbitrary: swapped() },
    { weight: 1, arbitrary: poisoned() },
  );
  const commanded = fc.tuple(command(), fc.array(change, { maxLength: 2 })).map(([first, others]) => [first, ...others]);
  const parts = {
    base: fc.nat(),
    id: fc.uuid(),
    changes: fc.oneof(commanded, fc.array(change, { minLength: 1, maxLength: 4 })),
    gross: fc.oneof(
      { weight: 60, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom('huge', 'deep', 'twice' as const) },
    ),
  };
  return fc.record(parts).map(({ base, id, changes, gross }) => {
    const activity = structuredClone(pick(material().recorded, base)) as Json;
    activity.id = id;
    for (const apply of changes) apply(activity, material());
    return { body: grossly(gross, JSON.stringify(activity)) };
  });
}

/** A well-formed press: some person's command to some consultation, as a card would send it. */
function command(): fc.Arbitrary<Change> {
  const parts = {
    verb: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...verbs) }, { weight: 1, arbitrary: fc.constantFrom(...otherVerbs) }),
    card: fc.constantFrom(...cards),
    which: fc.nat(),
    who: fc.nat(),
    rev: fc.nat(30),
    words: fc.nat(),
  };
  return fc.record(parts).map(({ verb, card, which, who, rev, words }) => (activity, { consultations, networks, people }) => {
    const text = words % 7 === 0 ? pick(hostileTexts, words) : `Asiasta on tietoa ${words}`;
    const data: Json = {
      v: 1,
      verb,
      card,
      id: pick(consultations, which),
      rev,
      entry: rev,
      discipline: pick(['social', 'health', 'education'], words),
    };
    Object.assign(data, { [`text-${verb}`]: text, [`target-${verb}`]: pick([...networks, 'area:ita'], words), 'helped-close': '4' });
    Object.assign(activity, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    });
    become(activity, pick(people, who));
  });
}

function otherPerson(): fc.Arbitrary<Change> {
  return fc.nat().map(
    (who) =>
      (activity, { people }) =>
        become(activity, pick(people, who)),
  );
}

function become(activity: Json, { id, teamsId, name }: Person): void {
  activity.from = { id: teamsId, name, aadObjectId: id };
}

function otherConsultation(): fc.Arbitrary<Change> {
  return fc.nat().map((which) => (activity, { consultations }) => {
    const named = slotsOf(activity).filter((slot) => (consultations as unknown[]).includes(valueIn(slot)));
    for (const slot of named) put(slot, pick(consultations, which));
  });
}

function dropped(): fc.Arbitrary<Change> {
  return fc.nat().map((where) => (activity) => {
    const { holder, key } = pick(slotsOf(activity), where);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  });
}

function replaced(values: fc.Arbitrary<unknown>): fc.Arbitrary<Change> {
  return fc.tuple(fc.nat(), values).map(
    ([where, value]) =>
      (activity) =>
        // Its own: what is put into it later must be in no other activity.
        put(pick(slotsOf(activity), where), structuredClone(value)),
  );
}

function swapped(): fc.Arbitrary<Change> {
  return fc.tuple(fc.nat(), fc.nat()).map(([one, other]) => (activity) => {
    const slots = slotsOf(activity);
    put(pick(slots, one), structuredClone(valueIn(pick(slots, other))));
  });
}

function poisoned(): fc.Arbitrary<Change> {
  return fc
    .tuple(fc.nat(), fc.constantFrom('__proto__', 'constructor', 'prototype', 'hasOwnProperty'))
    .map(([where, key]) => (activity) => {
      const value = valueIn(pick(slotsOf(activity), where));
      const holder = typeof value === 'object' && value !== null ? value : activity;
      Object.defineProperty(holder, key, {
        value: { isAdmin: true, type: 'message' },
        enumerable: true,
        configurable: true,
        writable: true,
      });
    });
}

// What can only be said as text: a value of half a megabyte, a value a thousand deep, and a field that is there twice.
function grossly(how: 'huge' | 'deep' | 'twice' | null, body: string): string {
  if (how === 'huge') return body.replace(/"text[^"]*":"/, (start) => `${start}${'y'.repeat(300_000)}`);
  if (how === 'deep') return body.replace(/"value":/, `"value":${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)},"other":`);
  return how === 'twice' ? body.replace(/"(verb|id|type|data)":/, (field) => `${field}"claim",${field}`) : body;
}

/** Every place in an activity that a value stands in, itself an object or not. */
function slotsOf(activity: Json): Slot[] {
  const slots: Slot[] = [];
  const visit = (holder: Json | unknown[]) => {
    for (const key of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
      slots.push({ holder, key });
      const value = valueIn({ holder, key });
      if (typeof value === 'object' && value !== null) visit(value as Json);
    }
  };
  visit(activity);
  return slots.length > 0 ? slots : [{ holder: activity, key: 'type' }];
}

function valueIn({ holder, key }: Slot): unknown {
  return (holder as Json)[key];
}

function put({ holder, key }: Slot, value: unknown): void {
  (holder as Json)[key] = value;
}

function pick<T>(from: readonly T[], index: number): T {
  return from[index % from.length] as T;
}
