import { type Instant, localDate } from './calendar.ts';
import { type AreaId, Discipline, FieldCode, type Network, parentOfField } from './network.ts';

/** A network with one of its breaks. */
export type Pause = { network: Network; from: string; to: string };
/** What an area's networks leave open, and which of them are not at work. */
export type Coverage = {
  fields: FieldCode[];
  disciplines: Discipline[];
  hasGeneral: boolean;
  memberless: Network[];
  onBreak: Pause[];
  breaksToCome: Pause[];
};

/**
 * What an area's requests lack, as routing sees it: the fields for which there is no network in use, neither the area's own of the field or its
 * parent nor a national one of the field; and the disciplines of none of the area's own, for national networks get the requests of their fields
 * alone. Also who is away at `at`; a break leaves nothing uncovered.
 */
export function coverageOf(networks: Network[], area: AreaId, at: Instant): Coverage {
  const today = localDate(at);
  const own = networks.filter((network) => network.area === area && network.state === 'active');
  const used = networks.filter(isUsed);
  const near = used.filter((network) => network.area === area);
  const pauses = own.flatMap((network) => network.breaks.map((one) => ({ network, ...one }))).sort((a, b) => (a.from < b.from ? -1 : 1));
  return {
    fields: FieldCode.options.filter((field) => !isCovered(field, near, used)),
    disciplines: Discipline.options.filter((one) => !near.some(({ disciplines }) => disciplines.includes(one))),
    hasGeneral: near.some(({ general }) => general),
    memberless: own.filter(({ members }) => members === 0),
    onBreak: pauses.filter(({ from, to }) => from <= today && today <= to),
    breaksToCome: pauses.filter(({ from }) => from > today),
  };
}

function isUsed({ state, members }: Network): boolean {
  return state === 'active' && members > 0;
}

function isCovered(field: FieldCode, near: Network[], used: Network[]): boolean {
  const parent = parentOfField[field];
  const national = used.filter(({ area }) => area === 'kansallinen');
  return (
    near.some(({ fields, general }) => fields.includes(field) || (parent && fields.includes(parent)) || (general && field === 'muu')) ||
    national.some(({ fields }) => fields.includes(field))
  );
}
