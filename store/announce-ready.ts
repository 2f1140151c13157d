/** Tells the supervisor of processes, if one started this process, that it can serve. */
export function announceReady(): void {
  process.send?.({ ready: true })
}
