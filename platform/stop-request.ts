/** Resolves at the first Ctrl-C, SIGTERM or SIGHUP, or when the process that launched this one is gone. */
export function stopRequest(): Promise<string> {
  return new Promise((done) => {
    // The handlers stay: the launcher and the terminal both send the signal, and the second must not kill us halfway.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => done(signal))
    process.once('disconnect', () => done('the launcher is gone'))
  })
}
