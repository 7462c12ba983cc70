import type { Activity } from './activities.ts';
import type { Dialect } from './contract.ts';

/** An activity as the clients of a dialect send it: those of `named` tell the language alone, not the country (`fi` for `fi-FI`). */
export function spoken(activity: Activity, dialect: Dialect | undefined): Activity {
  const { locale } = activity;
  return dialect === 'named' && typeof locale === 'string' ? { ...activity, locale: locale.slice(0, 2) } : activity;
}

/**
 * The body of a refusal. `documented`: "Status code responses". `named`: a `subCode` in the message, as "Send proactive messages" words 403
 * `MessageWritesBlocked`, and as it has been seen.
 */
export function errorBody(code: string, message: string, dialect?: Dialect) {
  if (dialect === 'named') return { errorCode: 209, message: JSON.stringify({ subCode: code, details: message }) };
  return { error: { code, message } };
}
