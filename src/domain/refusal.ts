import type { PersonRef } from './consultation.ts';
import type { Discipline } from './network.ts';
import type { Finding } from './privacy.ts';
import type { Closedness } from './transitions.ts';

/** What is wrong with one field of a form. */
export type Issue = { field: string; problem: 'missing' | 'too-long' | 'too-many' | 'invalid'; limit?: number };

/** Why a command changed nothing. A value with a code, worded by i18n; never an exception. */
export type Refusal =
  | { code: Exclude<Closedness, 'already-claimed'> }
  | { code: 'already-claimed'; by: PersonRef; at: string }
  | { code: 'seat-taken'; by: PersonRef; discipline: Discipline }
  | { code: 'reminded-already'; by: PersonRef; at: string }
  | { code: 'moved-meanwhile'; lead: PersonRef | null; network: string | null }
  | { code: 'not-found' | 'not-yours' | 'own-consultation' | 'already-seated' | 'reopen-too-late' | 'no-such-network' }
  | { code: 'not-wished' | 'full' | 'only-coordinators' | 'only-answers' }
  | { code: 'no-network' | 'not-a-member' | 'nothing-failed' | 'opened-already' | 'revised-meanwhile' }
  | { code: 'invalid'; issues: Issue[] }
  | { code: 'identifying'; findings: { field: string; found: Finding[] }[] };
