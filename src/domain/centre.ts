import { type AreaId, type Centre, type Coordinator, centreId, type PersonRef } from './network.ts';

/** Why nobody was named or removed. `last`: an area without a coordinator of its own needs a national one. */
export type CoordinatorRefusal = 'already-named' | 'not-named' | 'last';

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
  return present.some(({ id }) => id === person.id) ? 'already-named' : [...present, person];
}

/** The coordinators with one less, or why not. `hasNational`: somebody coordinates the whole country besides them. */
export function withoutCoordinator(present: PersonRef[], personId: string, hasNational: boolean): PersonRef[] | CoordinatorRefusal {
  const left = present.filter(({ id }) => id !== personId);
  if (left.length === present.length) return 'not-named';
  return left.length === 0 && !hasNational ? 'last' : left;
}
