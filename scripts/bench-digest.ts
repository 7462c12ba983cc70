// npm run bench-digest: how long a digest's figures take where 1,000, 100,000 and 1,000,000 consultations are stored, of which all but
// the thousand are of older years. The three are measured in turns; figures are medians of one run: compare the ratios.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createDigests } from '../src/desk/digests.ts';
import { createDirectory } from '../src/desk/directory.ts';
import type { Consultation } from '../src/domain/consultation.ts';
import { areas } from '../src/domain/network.ts';
import { createSqliteStore } from '../src/store/sqlite.ts';
import { keysOf, type Store } from '../src/store/store.ts';
import { createHandClock, uuid } from '../test/support/clock.ts';
import { inStatus } from '../test/support/consultations.ts';

const sizes = [1_000, 100_000, 1_000_000];
const ofThisYear = 1_000;
const rounds = 25;
const mostAllowed = 1.3;
const monday = Date.parse('2026-11-23T08:00:00.000Z');
const dayMs = 24 * 3_600_000;
const statuses = ['open', 'claimed', 'answered', 'closed', 'closed', 'closed', 'closed', 'withdrawn'] as const;
const [idMark, atMark, areaMark] = ['@id', '@at', '@area'];
const patterns = statuses.map((status) => patternOf(inStatus(status)));
// The texts of what was closed long ago have been erased.
const old = patternOf(withoutTexts(inStatus('closed')));

const folder = mkdtempSync(join(tmpdir(), 'neuvo-bench-digest-'));
const country = await Promise.all(sizes.map(open));
for (let round = 0; round < rounds; round++) for (const place of country) await measure(place);
report();
await Promise.all(country.map(({ store }) => store.close()));
rmSync(folder, { recursive: true });

type Place = { size: number; store: Store; digests: ReturnType<typeof createDigests>; times: number[] };
type Pattern = { body: string; status: string; network: string | null; requester: string | null };

async function open(size: number): Promise<Place> {
  const path = join(folder, `${size}.sqlite`);
  await createSqliteStore(path).close();
  fill(path, size);
  const store = createSqliteStore(path);
  const directory = createDirectory({ store, coordinators: [] });
  const log = { info() {}, warn() {}, error() {} };
  const digests = createDigests({ store, directory, log, clock: createHandClock('2026-11-30T06:00:00.000Z') });
  return { size, store, digests, times: [] };
}

async function measure({ digests, times }: Place): Promise<void> {
  const began = performance.now();
  const figures = await digests.figures('pohjois', { year: 2026, week: 48 });
  times.push(performance.now() - began);
  if (figures?.scope !== 'area' || figures.asked.year === 0) throw new Error('nothing was counted');
}

function report(): void {
  const medians = country.map(({ times }) => times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0);
  const ratios = medians.map((median) => median / (medians[0] ?? 1));
  for (const [index, size] of sizes.entries())
    process.stdout.write(`${size} stored: ${medians[index]?.toFixed(1)} ms, ${ratios[index]?.toFixed(2)} times as long\n`);
  if (Math.max(...ratios) <= mostAllowed) return;
  process.stderr.write(`More than ${mostAllowed} times as long: older years must not slow a digest.\n`);
  process.exitCode = 1;
}

// The first thousand are of this year, in every status; all others were closed in the years before.
function fill(path: string, size: number): void {
  const began = performance.now();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN');
  const columns = 'id, kind, version, body, requester, network, status, area, opened_at, changed_at, alarm_at, thread';
  const insert = database.prepare(`INSERT INTO documents (${columns}) VALUES (?, 'consultation', 1, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)`);
  for (let number = 0; number < size; number++) {
    const isNew = number < ofThisYear;
    const { body, requester, network, status } = isNew ? (patterns[number % patterns.length] as Pattern) : old;
    const at = new Date(monday - (isNew ? number % 320 : 4_000 - Math.floor((number / size) * 3_600)) * dayMs).toISOString();
    const [id, area] = [uuid(number), areas[number % areas.length] ?? 'pohjois'];
    const filled = body.replace(idMark, id).replace(areaMark, area).replaceAll(atMark, at);
    insert.run(id, filled, requester, network, status, area, at, at);
  }
  database.exec('COMMIT');
  database.close();
  process.stdout.write(`${size} stored in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}

function patternOf(consultation: Consultation): Pattern {
  const history = consultation.history.map(({ area: _, ...entry }) => ({ ...entry, at: atMark }));
  const marked = { ...consultation, id: idMark, area: areaMark, history, openedAt: atMark, alarmAt: null } as Consultation;
  const { requester, network, status } = keysOf(marked);
  return { body: JSON.stringify(marked), requester, network, status: String(status) };
}

function withoutTexts(consultation: Consultation): Consultation {
  const erased = { title: '', situation: '', tried: '', question: '' };
  const history = consultation.history.map(({ text: _, ...entry }) => entry);
  return { ...consultation, request: { ...consultation.request, ...erased }, history };
}
