import type { Server, Socket } from 'socket.io'
import type { ClientToServer, ServerToClient } from '#core/rows/protocol.ts'
import type { Requester } from '../auth/requester.ts'
import type { LiveChannel } from './hub.ts'

export interface SocketData {
  caller: Requester
}
type NoEvents = Record<never, never>
export type LiveServer = Server<ClientToServer, ServerToClient, NoEvents, SocketData>
export type LiveSocket = Socket<ClientToServer, ServerToClient, NoEvents, SocketData>

/** One socket: who it is, what it looks at, and whether it keeps up. */
export interface Listener {
  readonly socket: LiveSocket
  readonly caller: Requester
  live: LiveChannel | null
  /** It does not take what it is sent; nothing more is sent until it has. */
  lagging: boolean
  /** Counts watches: the answer to an earlier one is no longer wanted. */
  turn: number
}

export function createListener(socket: LiveSocket): Listener {
  return {
    socket,
    caller: socket.data.caller,
    live: null,
    lagging: false,
    turn: 0,
  }
}

interface Writable {
  bufferedAmount?: number
}

/** What waits in this process to be sent to a socket. */
export function backlogOf(socket: LiveSocket): { bytes: number; packets: number } {
  const conn = socket.conn as unknown as { transport: { socket?: Writable }; writeBuffer: unknown[] }
  return { bytes: conn.transport.socket?.bufferedAmount ?? 0, packets: conn.writeBuffer.length }
}
