import type { Door } from './besieged.ts';
import type { Colleague } from './colleague.ts';
import type { ProductionSite } from './production-site.ts';

/** Who attacks: a stranger at the door, a colleague with a client of their own, or what the bot stands on. */
export type Kind = 'door' | 'client' | 'store' | 'outage';
/**
 * One attack. `size`: how often, in the small run and in the full one; 0 leaves it out. `run` resolves with a sentence for each effect that
 * should not have been; whatever it sends is counted by its target.
 */
export type AttackOn<Place, Target> = {
  name: string;
  kind: Kind;
  place: Place;
  size: { small: number; full: number };
  run(target: Target, size: number): Promise<string[]>;
};
/** An attack on a bot in local mode, of which everything can be seen, or on one in production mode. */
export type Attack = AttackOn<'local', Colleague> | AttackOn<'production', ProductionSite>;

/** The attacks of strangers, who see no more than an address, as attacks on a bot in one of the modes. */
export function at(place: Attack['place'], attacks: Omit<AttackOn<'anywhere', Door>, 'place' | 'kind'>[]): Attack[] {
  return attacks.map((attack) => ({ ...attack, kind: 'door', place }));
}

/** An attack of a colleague's, on a bot in local mode. */
export function byColleague(
  name: string,
  small: number,
  full: number,
  run: (colleague: Colleague, size: number) => Promise<string[]>,
): Attack {
  return { name, kind: 'client', place: 'local', size: { small, full }, run };
}
