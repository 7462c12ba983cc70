import type { Document, DocumentOf, Kind } from './store.ts';

type Is = (value: unknown) => boolean;

const text: Is = (value) => typeof value === 'string';
const object: Is = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = listOf(text);
const objects = listOf(object);
const outbox = { notices: objects, failures: objects };

// What every reader of a kind relies on. Not the schemas: their limits are for what comes in, and what was stored under older ones must stay readable.
const outlines: { [K in Kind]: { [Field in keyof DocumentOf<K>]?: Is } } = {
  network: {
    ...all(text, ['channel', 'name', 'area', 'state', 'serviceUrl', 'tenantId', 'registeredAt']),
    ...all(texts, ['fields', 'disciplines', 'languages']),
    breaks: objects,
    duty: orNothing(having({ people: objects })),
  },
  'network-cards': { messages: texts },
  centre: { area: text, coordinators: orNothing(objects), trainings: objects },
  person: all(text, ['personId', 'teamsId', 'name', 'locale', 'tenantId', 'serviceUrl']),
  tally: { area: text, stopped: object },
  reference: { consultation: text },
  consultation: {
    ...outbox,
    ...all(text, ['reference', 'status', 'area', 'openedAt', 'dueAt']),
    requester: object,
    request: having({ disciplines: texts }),
    seats: listOf(having({ expert: object })),
    cards: objects,
    history: listOf(having({ at: text, verb: text, to: text })),
  },
  digest: { ...outbox, ...all(text, ['area', 'recipient', 'createdAt']), figures: object },
};
const hasOutline = Object.fromEntries(Object.entries(outlines).map(([kind, fields]) => [kind, having(fields)]));

/** Every kind of document. */
export const kinds = Object.keys(outlines) as Kind[];

/** Whether what is stored under an id is a document of one of these kinds, as far as a look at its outline tells. */
export function isDocument(value: unknown, id: string, among: Kind[] = kinds): value is Document {
  const { id: own, kind } = Object(value) as Document;
  return own === id && among.includes(kind) && hasOutline[kind]?.(value) === true;
}

function having(fields: Record<string, Is>): Is {
  const checks = Object.entries(fields);
  return (value) => object(value) && checks.every(([field, is]) => is((value as Record<string, unknown>)[field]));
}

function listOf(is: Is): Is {
  return (value) => Array.isArray(value) && value.every(is);
}

function orNothing(is: Is): Is {
  return (value) => value == null || is(value);
}

function all<Field extends string>(is: Is, fields: Field[]): Record<Field, Is> {
  return Object.fromEntries(fields.map((field) => [field, is])) as Record<Field, Is>;
}
