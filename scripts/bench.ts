// npm run bench: what a newcomer waits for, measured on the real thing. Figures are medians; compare them within one run only.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiClient } from '../src/local-teams/api-client.ts';

const starts = 5;
const commands = 160;
const request = {
  title: 'Koulupoissaolot ja väsymys',
  situation: '14-vuotias ei ole käynyt koulussa syksyn aikana.',
  question: 'Miten edetään?',
  county: '21',
  sector: 'social',
  field: 'lastensuojelu',
  disciplines: 'social',
  anonymous: 'true',
};

const firstAnswers: number[] = [];
for (let run = 0; run < starts; run++) firstAnswers.push((await measureOnce(0)).firstAnswer);
const { answers } = await measureOnce(commands);
report('npm start to the first answered request, empty store', firstAnswers);
report('a personal command answered', answers.slice(20));

async function measureOnce(count: number): Promise<{ firstAnswer: number; answers: number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'neuvo-bench-'));
  const env = {
    ...process.env,
    NEUVO_MODE: 'local',
    PORT: '0',
    LOCAL_TEAMS_PORT: '0',
    SQLITE_PATH: join(folder, 'n.sqlite'),
    LOCAL_TEAMS_PATH: join(folder, 'l.json'),
  };
  const began = performance.now();
  const child = spawn(process.execPath, ['src/index.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const api = createApiClient(await addressOf(child.stdout));
    const people = (await api.world()).people.filter(({ guest, installed }) => installed && !guest);
    const as = people[0]?.id ?? '';
    const conversation = (await api.chats(as))[0]?.conversation ?? '';
    await ask(api, as, conversation);
    const firstAnswer = performance.now() - began;
    const answers: number[] = [];
    for (let index = 0; index < count; index++) answers.push(await helpAnswered(api, people[index % people.length]?.id ?? ''));
    return { firstAnswer, answers };
  } finally {
    child.kill();
    await new Promise((resolve) => child.once('exit', resolve));
    rmSync(folder, { recursive: true });
  }
}

// One person after another, and not faster than Teams lets one bot write: what is measured is the answer, not the waiting for a quota.
async function helpAnswered(api: ReturnType<typeof createApiClient>, as: string): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 25));
  const conversation = (await api.chats(as))[0]?.conversation ?? '';
  const before = (await api.chat(as, conversation)).messages.length;
  const took = await timed(() => api.say({ as, conversation, text: 'ohje' }));
  const { messages } = await api.chat(as, conversation);
  if (messages.length !== before + 2 || !messages.at(-1)?.card) throw new Error('a command was not answered');
  return took;
}

async function ask(api: ReturnType<typeof createApiClient>, as: string, conversation: string): Promise<void> {
  const message = (await api.chat(as, conversation)).messages.at(-1);
  const opened = await api.press({ as, conversation, message: message?.id ?? '', title: message?.actions[0] ?? '' });
  if (opened.kind !== 'dialog') throw new Error(`no form: ${JSON.stringify(opened)}`);
  const sent = await api.press({ as, message: 'dialog', title: opened.dialog.actions[0] ?? '', inputs: request });
  if (sent.kind !== 'closed' || !sent.text?.includes('OT-')) throw new Error(`not sent: ${JSON.stringify(sent)}`);
}

async function addressOf(stdout: NodeJS.ReadableStream): Promise<string> {
  for await (const chunk of stdout) {
    const [address] = /http:\/\/\S+/.exec(String(chunk)) ?? [];
    if (address) return address;
  }
  throw new Error('it did not start');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function report(what: string, values: number[]): void {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => `${(sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)} ms`;
  process.stdout.write(`${what}: median ${at(0.5)}, p95 ${at(0.95)}, of ${sorted.length}\n`);
}
