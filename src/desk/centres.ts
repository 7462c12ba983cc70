import { type CoordinatorRefusal, emptyCentre, withCoordinator, withoutCoordinator } from '../domain/centre.ts';
import { type AreaId, type Centre, type Coordinator, centreId, type Directory, type PersonRef } from '../domain/network.ts';
import { type Person, personDocumentId } from '../domain/person.ts';
import type { Store } from '../store/store.ts';
import { put } from './put.ts';

/** `configured`: the coordinators that configuration names; `current`: the directory as it is now. */
type Dependencies = { store: Store; configured: Coordinator[]; current: () => Promise<Directory> };

/** Builds the keeper of who coordinates which centre. */
export function createCentres({ store, configured, current }: Dependencies) {
  /** Who coordinates an area. Of whom the bot has not met, the name is empty. */
  async function coordinatorsIn(area: AreaId): Promise<PersonRef[]> {
    const stored = (await store.get(centreId(area)))?.document as Centre | undefined;
    return stored?.coordinators ?? configuredIn(area);
  }

  /** Names a coordinator; null if that was done, or why not. */
  function nameCoordinator(area: AreaId, person: PersonRef): Promise<CoordinatorRefusal | null> {
    return change(area, (present) => withCoordinator(present, person));
  }

  /** Removes a coordinator; null if that was done, or why not. */
  async function removeCoordinator(area: AreaId, personId: string): Promise<CoordinatorRefusal | null> {
    const { coordinators } = await current();
    const hasNational = area !== 'kansallinen' && coordinators.some((one) => one.area === 'kansallinen');
    return change(area, (present) => withoutCoordinator(present, personId, hasNational));
  }

  async function change(area: AreaId, decide: (present: PersonRef[]) => PersonRef[] | CoordinatorRefusal) {
    const asConfigured = await configuredIn(area);
    let refusal: CoordinatorRefusal | null = null;
    await put<Centre>(store, centreId(area), (before) => {
      const centre = before ?? emptyCentre(area);
      const decided = decide(centre.coordinators ?? asConfigured);
      refusal = typeof decided === 'string' ? decided : null;
      return typeof decided === 'string' ? null : { ...centre, coordinators: decided };
    });
    return refusal;
  }

  function configuredIn(area: AreaId): Promise<PersonRef[]> {
    return Promise.all(configured.filter((one) => one.area === area).map(({ personId }) => refOf(personId)));
  }

  async function refOf(id: string): Promise<PersonRef> {
    const person = (await store.get(personDocumentId(id)))?.document as Person | undefined;
    return { id, teamsId: person?.teamsId ?? '', name: person?.name ?? '' };
  }

  return { coordinatorsIn, nameCoordinator, removeCoordinator };
}
