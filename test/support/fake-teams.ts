import { DeliveryError, type Send } from '../../src/desk/deliver.ts';
import type { Failure } from '../../src/desk/retry.ts';
import type { Consultation } from '../../src/domain/consultation.ts';
import type { Notice } from '../../src/domain/notice.ts';

type Attempt = { notice: Notice; consultation: Consultation };

/** A Teams that the test plays: it notes what is sent to it, refuses what it is told to refuse, and keeps senders waiting while it is held. */
export type FakeTeams = {
  send: Send;
  /** Every attempt to send, and those of them that were taken, in order, by the notice's key. */
  tried(): string[];
  taken(): string[];
  /** Those that were taken of one consultation. */
  takenOf(id: string): string[];
  /** What the newest attempt was rendered from. */
  seen(): Consultation | undefined;
  /** Refuses the next `times` attempts whose key begins with `key`; an error of another kind can be thrown in place of a failure. */
  refuse(key: string, failure: Partial<Failure> | Error, times?: number): void;
  /** Decides on every attempt by its notice, and the number of the attempt: how it fails, or that it does not (null). */
  weather(falls: (notice: Notice, attempt: number) => Partial<Failure> | null): void;
  /** Refuses nothing any more. */
  accept(): void;
  /** Keeps every attempt waiting until `letGo`; `waiting` resolves when one waits. */
  hold(): void;
  letGo(): void;
  waiting(): Promise<void>;
};

export function createFakeTeams(): FakeTeams {
  const attempts: Attempt[] = [];
  const taken: Attempt[] = [];
  const refusals: { key: string; error: Error; left: number }[] = [];
  let storm: (notice: Notice, attempt: number) => Partial<Failure> | null = () => null;
  let gate = openGate();
  let arrival = Promise.withResolvers<void>();

  return {
    async send(notice, document) {
      const consultation = document as Consultation;
      attempts.push({ notice, consultation });
      arrival.resolve();
      await gate.promise;
      const refusal = refusals.find(({ key, left }) => left > 0 && notice.key.startsWith(key));
      if (refusal) {
        refusal.left -= 1;
        throw refusal.error;
      }
      const struck = storm(notice, attempts.length);
      if (struck) throw failing(struck);
      taken.push({ notice, consultation });
      return receiptOf(notice, consultation, taken.length);
    },
    tried: () => attempts.map(({ notice }) => notice.key),
    taken: () => taken.map(({ notice }) => notice.key),
    takenOf: (id) => taken.filter(({ consultation }) => consultation.id === id).map(({ notice }) => notice.key),
    seen: () => attempts.at(-1)?.consultation,
    refuse(key, failure, times = 1) {
      refusals.push({ key, error: failure instanceof Error ? failure : failing(failure), left: times });
    },
    weather(falls) {
      storm = falls;
    },
    accept() {
      refusals.length = 0;
      storm = () => null;
    },
    hold() {
      gate = Promise.withResolvers<void>();
      arrival = Promise.withResolvers<void>();
    },
    letGo() {
      gate.resolve();
    },
    waiting: () => arrival.promise,
  };
}

function failing(failure: Partial<Failure>): DeliveryError {
  return new DeliveryError({ status: null, code: null, retryAfterMs: null, ...failure });
}

function openGate(): PromiseWithResolvers<void> {
  const gate = Promise.withResolvers<void>();
  gate.resolve();
  return gate;
}

function receiptOf({ telling }: Notice, { cards }: Consultation, number: number) {
  const activity = `activity-${number}`;
  const conversation = 'card' in telling ? `${cards[telling.card]?.channel};messageid=${activity}` : 'chat';
  return { conversation, activity };
}
