import type { Instant } from './calendar.ts';
import { bytesOf } from './fullness.ts';
import { type AreaId, type Centre, type Coordinator, centreId, type PersonRef, type Training } from './network.ts';

/** Why nobody was named or removed. `last`: an area without a coordinator of its own needs a national one. */
export type CoordinatorRefusal = 'already-named' | 'too-many' | 'not-named' | 'last';

/** How many people coordinate an area: each of them is told what needs a coordinator, and their list shows them all. */
export const mostCoordinators = 15;

/** Up to how many bytes of JSON a centre takes trainings, some five thousand: Cosmos DB takes 2 MB ("Azure Cosmos DB service quotas"). */
const roomForTrainings = 1_500_000;

/** A centre of which nothing has been written yet. */
export function emptyCentre(area: AreaId): Centre {
  return { kind: 'centre', id: centreId(area), area, coordinators: null, trainings: [] };
}

/** Who coordinates what: as configured, except in the areas where that has been changed since. */
export function coordinatorsFrom(configured: Coordinator[], centres: Centre[]): Coordinator[] {
  const changed = centres.filter(({ coordinators }) => coordinators !== null);
  const kept = configured.filter((one) => !changed.some(({ area }) => area === one.area));
  const named = changed.flatMap(({ area, coordinators }) => (coordinators ?? []).map(({ id }) => ({ area, personId: id })));
  return [...kept, ...named];
}

/** The coordinators with one more, or why not. */
export function withCoordinator(present: PersonRef[], person: PersonRef): PersonRef[] | CoordinatorRefusal {
  if (present.some(({ id }) => id === person.id)) return 'already-named';
  return present.length < mostCoordinators ? [...present, person] : 'too-many';
}

/** The coordinators with one less, or why not. `hasNational`: somebody coordinates the whole country besides them. */
export function withoutCoordinator(present: PersonRef[], personId: string, hasNational: boolean): PersonRef[] | CoordinatorRefusal {
  const left = present.filter(({ id }) => id !== personId);
  if (left.length === present.length) return 'not-named';
  return left.length === 0 && !hasNational ? 'last' : left;
}

/** A centre with one training more, the same told twice being one; null where there is no room for it. */
export function withTraining(centre: Centre, training: Training): Centre | null {
  if (centre.trainings.some((one) => isSame(one, training))) return centre;
  const longer = { ...centre, trainings: [...centre.trainings, { ...training, at: freeInstant(training.at, centre.trainings) }] };
  return bytesOf(longer) > roomForTrainings ? null : longer;
}

// A training is removed by the instant at which it was recorded: two people may record theirs in the same one.
function freeInstant(at: Instant, given: Training[]): Instant {
  const isTaken = given.some((one) => one.at === at);
  return isTaken ? freeInstant(new Date(Date.parse(at) + 1).toISOString(), given) : at;
}

function isSame(one: Training, other: Training): boolean {
  return one.on === other.on && one.topic === other.topic && one.participants === other.participants && one.by === other.by;
}
