import type { Consultation } from '../../src/domain/consultation.ts';
import type { AreaFigures, Week } from '../../src/domain/digest.ts';
import { figuresOf, type Material } from '../../src/domain/figures.ts';
import { happeningsOf } from '../../src/domain/happenings.ts';
import type { AreaId, Directory } from '../../src/domain/network.ts';
import { type Period, periodOf } from '../../src/domain/period.ts';
import { directory } from './consultations.ts';

type Around = Partial<Pick<Material, 'tally' | 'centre'>> & { at: string; directory?: Directory };

/** The networks of the other tests, which have listened for a year already. */
export const country: Directory = {
  ...directory,
  networks: directory.networks.map((network) => ({ ...network, registeredAt: '2025-11-24T08:00:00.000Z' })),
};

/** What an area's figures are made of, where these are all the consultations of the country. */
export function materialOf(consultations: Consultation[], area: AreaId, { directory = country, ...around }: Around): Material {
  return {
    happenings: consultations.flatMap(happeningsOf),
    consultations: consultations.filter((one) => one.area === area),
    tally: null,
    centre: null,
    directory,
    ...around,
  };
}

/** The North's figures of a week, at the end of it unless told otherwise. */
export function figuresIn(week: Week, consultations: Consultation[], around: Partial<Around> & { area?: AreaId } = {}): AreaFigures {
  const period = weekOf(week);
  const { area = 'pohjois', at = period.to, ...rest } = around;
  return figuresOf(area, period, materialOf(consultations, area, { at, ...rest }));
}

/** The period of a week that exists. */
export function weekOf(week: Week): Period {
  const period = periodOf(week);
  if (!period) throw new Error(`There is no week ${week.week}/${week.year}.`);
  return period;
}
