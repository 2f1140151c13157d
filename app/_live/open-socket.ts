import { io } from 'socket.io-client'
import type { ClientSocket } from './live-store.ts'

export interface OpenSocket extends ClientSocket {
  disconnect(): void
}

/** A connection that comes back within a second of the server's return, on a TV that nobody touches. */
export function openSocket(token: string | null): OpenSocket {
  const socket = io({
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth: token === null ? {} : { token },
    reconnectionDelay: 250,
    reconnectionDelayMax: 1_000,
    randomizationFactor: 0.3,
    timeout: 4_000,
  })
  // Its own type is generic in every event; the store asks for a few of them by name.
  return socket as unknown as OpenSocket
}
