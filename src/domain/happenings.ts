import type { Instant } from './calendar.ts';
import type { Consultation, Entry } from './consultation.ts';
import type { AreaId } from './network.ts';

/**
 * What figures count. `asked`: once for each consultation. `claimed`: for the first time. `answered`: the first answer since it was asked
 * or opened again; more words on an answer are no other answer. `closed`: by whomever, the clock too. `rated`: the asker said whether it helped.
 */
type Kind = 'asked' | 'claimed' | 'answered' | 'closed' | 'redirected' | 'withdrawn' | 'rated';

/** Something that happened to a consultation, and in which area's hands it was then; a redirection counts where it left. */
export type Happening = { kind: Kind; at: Instant; area: AreaId; entry: Entry; consultation: Consultation };

/** What has happened to a consultation, from its history, the oldest first. */
export function happeningsOf(consultation: Consultation): Happening[] {
  const { history } = consultation;
  let area = history[0]?.area ?? consultation.area;
  let isClaimed = false;
  let isAnswered = false;
  return history.flatMap((entry) => {
    const kinds = kindsOf(entry, isClaimed, isAnswered);
    const happened = kinds.map((kind) => ({ kind, at: entry.at, area, entry, consultation }));
    isClaimed ||= kinds.includes('claimed');
    isAnswered = entry.verb === 'answer' || (isAnswered && entry.verb !== 'reopen');
    area = entry.area ?? area;
    return happened;
  });
}

function kindsOf({ verb, from, feedback }: Entry, isClaimed: boolean, isAnswered: boolean): Kind[] {
  switch (verb) {
    case 'submit':
      return ['asked'];
    case 'claim':
    case 'assign':
      return isClaimed ? [] : ['claimed'];
    case 'answer':
      return isAnswered ? [] : ['answered'];
    case 'close':
    case 'lapse':
      return [...(from === 'closed' ? [] : ['closed' as const]), ...(feedback ? ['rated' as const] : [])];
    case 'redirect':
      return ['redirected'];
    case 'withdraw':
      return ['withdrawn'];
    default:
      return [];
  }
}
