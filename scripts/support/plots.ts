import type { Tale } from './tale.ts';

type Deed = Exclude<keyof Tale, 'ledger'>;

/** The lives that consultations have here: from the shortest to those that wander. */
export const plots: Deed[][] = [
  ['submits', 'withdraws'],
  ['submits', 'claims', 'answers', 'accepts'],
  ['submits', 'claims', 'asksBack', 'tellsMore', 'answers', 'accepts'],
  ['submits', 'claims', 'releases', 'claims', 'writes', 'answers', 'closes'],
  ['submits', 'claims', 'asksBack', 'tellsMore', 'redirects', 'claims', 'answers', 'closes'],
];
