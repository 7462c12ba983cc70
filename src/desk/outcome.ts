import { type Actor, maySee } from '../domain/access.ts';
import type { Submit } from '../domain/command.ts';
import type { Consultation } from '../domain/consultation.ts';
import type { Refusal } from '../domain/refusal.ts';
import { asksSame } from '../domain/request.ts';

/** What came of a command: the consultation as it is now, for the person to see; or why nothing was changed. */
export type Outcome =
  | { consultation: Consultation; actor: Actor; refusal: null }
  | { consultation: Consultation; actor: Actor; refusal: Refusal }
  | { consultation: null; actor: null; refusal: Refusal };

/** For whoever may not know whether there is such a consultation. */
export const nobody: Outcome = { consultation: null, actor: null, refusal: { code: 'not-found' } };

/** The consultation for whoever may see it. */
export function visible(consultation: Consultation, actor: Actor): Outcome {
  return maySee(actor, consultation) ? { consultation, actor, refusal: null } : nobody;
}

/** A refusal; whoever may not see the consultation is not told why they were refused either: that would tell that it exists. */
export function shown(consultation: Consultation, actor: Actor, refusal: Refusal): Outcome {
  return maySee(actor, consultation) ? { consultation, actor, refusal } : nobody;
}

/** What comes of a form that was sent before: words that are not those that were opened with must not seem to have been sent. */
export function openedBefore(outcome: Outcome, { request }: Submit): Outcome {
  const isOther = outcome.consultation !== null && !asksSame(outcome.consultation.request, request);
  return isOther ? { ...outcome, refusal: { code: 'opened-already' } } : outcome;
}
