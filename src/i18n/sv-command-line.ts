import type { fiCommandLine } from './fi-command-line.ts';

/** What scripts say of how they were called, in Swedish. */
export const svCommandLine: typeof fiCommandLine = {
  unknown: (option, options) => `Alternativet ${option} finns inte. Alternativ: ${options}.`,
  noOption: (value) => `Före värdet ”${value}” saknas ett alternativ.`,
  noValue: (option) => `Värdet för ${option} saknas.`,
  wrong: (option, value) => `Värdet ”${value}” för ${option} är inte giltigt.`,
  allowed: 'Tillåtet:',
  how: (example) => `Användning: ${example}`,
  count: 'ett heltal, minst 1',
  years: (from, to) => `åren ${from}–${to}`,
  notWritten: (option, path) => `Filen ”${path}” för ${option} kan inte skrivas. Kontrollera mappen och rättigheterna.`,
};
