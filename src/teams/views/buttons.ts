import type { Reason } from '../../domain/attention.ts';
import type { Week } from '../../domain/digest.ts';
import type { AreaId } from '../../domain/network.ts';

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
