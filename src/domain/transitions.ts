import type { Verb } from './command.ts';
import { Verb as Verbs } from './command.ts';
import { type Status, Status as Statuses } from './consultation.ts';

/** Why a status does not take a command. */
export type Closedness = 'already-claimed' | 'already-answered' | 'not-claimed' | 'not-answered' | 'not-closed' | 'closed' | 'withdrawn';

type Cell = Status | { refused: Closedness };
const no = (refused: Closedness): Cell => ({ refused });
const over = { closed: no('closed'), withdrawn: no('withdrawn') };

/** The whole life of a consultation: what each command makes of each status, or why it is refused. Every change of status goes through it. */
export const transitions: Record<Exclude<Verb, 'submit'>, Record<Status, Cell>> = {
  revise: { open: 'open', claimed: no('already-claimed'), waiting: no('already-claimed'), answered: no('already-answered'), ...over },
  withdraw: { open: 'withdrawn', claimed: 'withdrawn', waiting: 'withdrawn', answered: no('already-answered'), ...over },
  claim: { open: 'claimed', claimed: no('already-claimed'), waiting: no('already-claimed'), answered: no('already-claimed'), ...over },
  join: { open: no('not-claimed'), claimed: 'claimed', waiting: 'waiting', answered: 'answered', ...over },
  leave: { open: no('not-claimed'), claimed: 'claimed', waiting: 'waiting', answered: 'answered', ...over },
  release: { open: no('not-claimed'), claimed: 'open', waiting: 'open', answered: no('already-answered'), ...over },
  redirect: { open: 'open', claimed: 'open', waiting: 'open', answered: no('already-answered'), ...over },
  'ask-info': { open: no('not-claimed'), claimed: 'waiting', waiting: 'waiting', answered: 'waiting', ...over },
  'give-info': { open: 'open', claimed: 'claimed', waiting: 'claimed', answered: 'answered', ...over },
  message: { open: 'open', claimed: 'claimed', waiting: 'waiting', answered: 'answered', ...over },
  answer: { open: no('not-claimed'), claimed: 'answered', waiting: 'answered', answered: 'answered', ...over },
  reopen: {
    open: no('not-closed'),
    claimed: no('not-closed'),
    waiting: no('not-closed'),
    answered: 'claimed',
    closed: 'claimed',
    withdrawn: no('withdrawn'),
  },
  close: {
    open: no('not-answered'),
    claimed: no('not-answered'),
    waiting: no('not-answered'),
    answered: 'closed',
    closed: 'closed',
    withdrawn: no('withdrawn'),
  },
  assign: { open: 'claimed', claimed: 'claimed', waiting: 'waiting', answered: 'answered', ...over },
  remind: { open: 'open', claimed: 'claimed', waiting: 'waiting', answered: no('already-answered'), ...over },
  resend: { open: 'open', claimed: 'claimed', waiting: 'waiting', answered: 'answered', closed: 'closed', withdrawn: 'withdrawn' },
  escalate: { open: 'open', claimed: no('already-claimed'), waiting: no('already-claimed'), answered: no('already-answered'), ...over },
  warn: { open: no('not-claimed'), claimed: 'claimed', waiting: no('already-claimed'), answered: no('already-answered'), ...over },
  breach: { open: 'open', claimed: 'claimed', waiting: no('already-claimed'), answered: no('already-answered'), ...over },
  nudge: { open: no('not-claimed'), claimed: 'claimed', waiting: no('already-claimed'), answered: no('already-answered'), ...over },
  return: { open: no('not-claimed'), claimed: 'open', waiting: no('already-claimed'), answered: no('already-answered'), ...over },
  vacate: { open: no('not-claimed'), claimed: 'open', waiting: 'open', answered: no('already-answered'), ...over },
  lapse: { open: no('not-answered'), claimed: no('not-answered'), waiting: no('not-answered'), answered: 'closed', ...over },
  unroute: { open: 'open', claimed: 'open', waiting: 'open', answered: 'answered', ...over },
};

/** The state diagram and the full table, as Markdown with Mermaid: `docs/states.md` is this text. */
export function describeTransitions(): string {
  const verbs = Verbs.options.filter((verb) => verb !== 'submit');
  const arrows = Statuses.options.flatMap((from) => {
    const targets = Map.groupBy(
      verbs.filter((verb) => typeof transitions[verb][from] === 'string' && transitions[verb][from] !== from),
      (verb) => transitions[verb][from] as Status,
    );
    return [...targets].map(([to, by]) => `    ${from} --> ${to}: ${by.join(', ')}`);
  });
  const rows = verbs.map((verb) => `| ${verb} | ${Statuses.options.map((from) => describeCell(transitions[verb][from])).join(' | ')} |`);
  return [
    '# The states of a consultation',
    'Made from `src/domain/transitions.ts` by `npm run docs`; a test fails when it is stale. Who may give which command is in `src/domain/access.ts`.',
    ['```mermaid', 'stateDiagram-v2', '    [*] --> open: submit', ...arrows, '    withdrawn --> [*]', '    closed --> [*]', '```'].join(
      '\n',
    ),
    'What each command makes of each status; in italics, why it is refused:',
    [`| command | ${Statuses.options.join(' | ')} |`, `|---|${Statuses.options.map(() => '---|').join('')}`, ...rows].join('\n'),
  ].join('\n\n');
}

function describeCell(cell: Cell): string {
  return typeof cell === 'string' ? cell : `*${cell.refused}*`;
}
