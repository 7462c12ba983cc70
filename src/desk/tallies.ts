import type { Clock } from '../clock.ts';
import { isoWeek } from '../domain/calendar.ts';
import { type Tally, tallyId } from '../domain/digest.ts';
import type { AreaId } from '../domain/network.ts';
import type { Refusal } from '../domain/refusal.ts';
import { type Log, stackOf } from '../log.ts';
import { ConflictError, type Store, type Stored } from '../store/store.ts';

type Findings = Extract<Refusal, { code: 'identifying' }>['findings'];

/** Builds what counts the texts that the privacy guard has stopped; of the texts themselves it sees and keeps nothing. */
export function createTallies({ store, clock, log }: { store: Store; clock: Clock; log: Log }) {
  /** Counts, by kind, what was found in each text of a refused command. That it can't be counted disturbs nobody: it is logged. */
  return async function count(area: AreaId, refusal: Refusal): Promise<void> {
    if (refusal.code !== 'identifying') return;
    const kinds = kindsIn(refusal.findings);
    await add(area, kinds).catch((error) => log.warn({ area, fault: stackOf(error) }, 'stopped text not counted'));
  };

  async function add(area: AreaId, kinds: string[]): Promise<void> {
    const week = isoWeek(clock.now());
    const id = tallyId(area, week);
    for (;;) {
      const stored = (await store.get(id)) as Stored<Tally> | null;
      const before: Tally = stored?.document ?? { kind: 'tally', id, area, ...week, stopped: {} };
      const document = { ...before, stopped: added(before.stopped, kinds) };
      try {
        await (stored ? store.replace({ ...stored, document }) : store.create(document));
        return;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
  }
}

// Two telephone numbers in one text are one stopped text.
function kindsIn(findings: Findings): string[] {
  return findings.flatMap(({ found }) => [...new Set(found.map(({ kind }) => kind))]);
}

function added(stopped: Tally['stopped'], kinds: string[]): Tally['stopped'] {
  const counts = { ...stopped };
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
