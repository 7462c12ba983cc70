import type { fiCommandLine } from './fi-command-line.ts';

/** What scripts say of how they were called, in English. */
export const enCommandLine: typeof fiCommandLine = {
  unknown: (option, options) => `There is no option ${option}. Options: ${options}.`,
  noOption: (value) => `An option is missing before “${value}”.`,
  noValue: (option) => `The value of ${option} is missing.`,
  wrong: (option, value) => `The value “${value}” of ${option} is not valid.`,
  allowed: 'Allowed:',
  how: (example) => `Usage: ${example}`,
  count: 'a whole number, at least 1',
  years: (from, to) => `the years ${from}–${to}`,
  notWritten: (option, path) => `The file “${path}” of ${option} cannot be written. Check the folder and the rights.`,
};
