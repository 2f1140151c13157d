/**
 * Runs something that must end within some time: its signal is aborted then. Unlike `AbortSignal.timeout` nothing is
 * left to fire for what ended long before, which in a storm is a thousand timers and errors that nobody sees.
 */
export async function within<T>(ms: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), ms)
  try {
    return await run(late.signal)
  } finally {
    clearTimeout(timer)
  }
}
