/** What work comes to, unless the signal aborts first: then it throws the signal's reason, and nobody waits for the work any more. */
export function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return Promise.race([work, promise]);
}
