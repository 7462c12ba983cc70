import type { Reason } from '../../domain/attention.ts';
import { type Remedy, remedies, type Week } from '../../domain/digest.ts';
import type { AreaId } from '../../domain/network.ts';
import type { Words } from '../../i18n/translate.ts';

/** Where somebody is in the coordinators' list: the page, counted from 1, and what it is narrowed to. */
export type ListPlace = { page: number; reason: Reason | 'all'; area: AreaId | 'all' };

/** A digest: of which area and which week. */
export type DigestPlace = Week & { area: AreaId };

/** Where somebody who looks at a consultation came from. */
export type WayBack = ListPlace | DigestPlace;

/** A button that sends a payload. */
export type Button = { title: string; tooltip: string; style: 'default' | 'positive'; verb: string; data: object };

/** A button that gives a command, or asks to see something else, with `data` in its payload. `tooltip`: what it says to whoever hears it alone. */
export function buttonOf(title: string, verb: string, data: object, style: Button['style'] = 'default', tooltip = title): Button {
  return { title, tooltip, style, verb, data: { v: 1, verb, ...data } };
}

/**
 * The buttons with which a coordinator sees to one consultation of a list: those of the remedies that are among `offers`, whose payloads carry
 * `place`. Whoever hears them alone hears its reference too.
 */
export function remedyButtons(offers: readonly string[], place: object, reference: string, { queue }: Words): Button[] {
  const given: Record<Remedy, [title: string, verb: string, data: object]> = {
    remind: [queue.remind, 'remind', {}],
    assign: [queue.assign, 'see', { draft: 'assign' }],
    redirect: [queue.redirectShort, 'see', { draft: 'redirect' }],
  };
  return remedies
    .filter((remedy) => offers.includes(remedy))
    .map((remedy) => {
      const [title, verb, data] = given[remedy];
      return buttonOf(title, verb, { ...place, ...data }, 'default', `${title} ${reference}`);
    });
}
