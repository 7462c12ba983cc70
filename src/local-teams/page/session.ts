import type { Person, PressResult } from '../contract.ts';
import type { Api, PageWorld } from './api.ts';
import type { Words } from './words.ts';

/** What every part of the client needs: who is looking, in which language, and how to get things done. */
export type Session = {
  world: PageWorld;
  person: Person;
  words: Words;
  api: Api;
  /** Shows a conversation, or the list of chats alone (`null`, on a phone). */
  go: (conversation: string | null) => void;
  /** Fetches anew what is on the screen. */
  refresh: () => Promise<void>;
  /** Does what the answer to a press or a command asks for. */
  follow: (result: PressResult) => Promise<void>;
  /** Says something to everybody: on the screen for a while, and to screen readers. */
  toast: (text: string, tone?: 'calm' | 'error') => void;
  /** Says something to screen readers only. */
  announce: (text: string) => void;
};

/** @returns the sentence in an error */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
