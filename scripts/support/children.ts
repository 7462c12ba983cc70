import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Ends this process, which is a child, when its parent has ended. */
export function endWithParent(): void {
  process.stdin.resume().once('end', () => process.exit());
}

/** A process that serves a script. `said`: its first line, as JSON. */
export type Child<Said> = { said: Said; end(): Promise<void> };

/** Starts a file of this folder in a process of its own; resolves when it has said its first line. It ends with this one: its input is closed then. */
export async function startChild<Said>(file: string, ...values: string[]): Promise<Child<Said>> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...values], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return {
    said: JSON.parse(line) as Said,
    async end() {
      const ended = once(child, 'close');
      child.kill();
      await ended;
    },
  };
}
