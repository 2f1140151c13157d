import { Worker } from 'node:worker_threads'
import type { SnapshooterMessage, SnapshooterRequest } from './snapshooter-thread.ts'

export interface SnapshooterReport {
  readonly onFault: (error: Error) => void
  readonly onSaved: (pos: string, tookMs: number) => void
  readonly onUnhandled: (error: Error) => void
}

/** Runs the snapshooter in a thread of its own until `stop`, after which it writes what is left; fails when the thread does. */
export function runSnapshooterApart(
  asked: SnapshooterRequest,
  { onFault, onSaved, onUnhandled }: SnapshooterReport,
  stop: AbortSignal,
): Promise<void> {
  const ended = Promise.withResolvers<void>()
  const thread = new Worker(new URL('./snapshooter-thread.ts', import.meta.url), { workerData: asked })
  const tellToStop = () => thread.postMessage('stop')
  thread.on('message', (message: SnapshooterMessage) => {
    if (message.is === 'saved') onSaved(message.pos, message.tookMs)
    else if (message.is === 'stray') onUnhandled(message.error)
    else onFault(message.error)
  })
  thread.on('error', ended.reject)
  thread.on('exit', (code) => {
    stop.removeEventListener('abort', tellToStop)
    if (code === 0) ended.resolve()
    else ended.reject(new Error(`the thread of the snapshots ended with ${code}`))
  })
  if (stop.aborted) tellToStop()
  else stop.addEventListener('abort', tellToStop, { once: true })
  return ended.promise
}
