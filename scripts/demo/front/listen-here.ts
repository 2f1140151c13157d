import type { Server } from 'node:http'

/** Listens on this machine alone; rejects if the port is taken. */
export function listenHere(server: Server, port = 0): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', fail)
      done()
    })
  })
}
