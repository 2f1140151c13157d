import type { LiveSocket } from './listener.ts'

/**
 * A supervisor's first answer in a large hall is 3 MB, a tenth of that compressed. Patches are small, and made into a
 * frame once for all who hear them: compressed for each they took 147 ms instead of 6 (p99).
 */
export const LARGE_ANSWERS = {
  threshold: 128 * 1024,
  // Without these the threshold would not hold, and each socket would keep a window of its own in memory.
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
  // What each socket that was answered so keeps: some 50 kB instead of 264, for a few hundredths more on the line. There
  // are programs that ask for 12 and would be refused more.
  serverMaxWindowBits: 12,
  zlibDeflateOptions: { level: 1, memLevel: 6 },
} as const

interface Transport {
  /** Whether frames are to be left to the transport; Engine.IO takes none that is made already where it is set. */
  perMessageDeflate: unknown
}
interface Connection {
  transport: Transport
  on(event: 'upgrade', listener: (transport: Transport) => void): void
}

/** Frames made once for all go out as they are, though the connection may compress. */
export function takeReadyFrames(socket: LiveSocket): void {
  const conn = socket.conn as unknown as Connection
  const take = (transport: Transport) => {
    transport.perMessageDeflate = null
  }
  take(conn.transport)
  conn.on('upgrade', take)
}
