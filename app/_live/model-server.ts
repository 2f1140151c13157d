import type { Fields } from '#core/collections/fields.ts'

/**
 * The server's end of the protocol as plainly as it can be written, for the store's tests: one view of queue rows,
 * patches that may be lost, restarts under another epoch, cuts of the connection.
 */
export function createModelServer() {
  const listeners = new Map<string, Set<(body?: unknown) => void>>()
  const table = new Map<string, Fields>()
  let epoch = 1
  let seq = 0
  let losing = false
  let refusal: string | null = null
  let silent = false
  let lastRequest: Record<string, unknown> = {}
  const commands: Record<string, unknown>[] = []

  const head = () => ({ epoch: `e${epoch}`, pos: `${seq}-0`, at: '2026-01-01T00:00:00.000Z' })
  const tell = (event: string, body?: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(body)
  }
  const all = () => Object.fromEntries([...table].map(([id, fields]) => [id, { ...fields }]))

  function watchAnswer(request: Record<string, unknown>) {
    lastRequest = request
    if (refusal !== null) return { ok: false, code: refusal }
    const have = request.have as { epoch: string; seq: number } | undefined
    if (have?.epoch === `e${epoch}` && have.seq === seq)
      return { ok: true, ...head(), seq, full: false, put: {}, del: {} }
    return { ok: true, ...head(), seq, full: true, put: { queue: all() }, del: {} }
  }

  function send(changes: { put: object; del: object }): void {
    const patch = { ...head(), from: seq, to: seq + 1, ...changes }
    seq++
    if (losing) losing = false
    else tell('patch', patch)
  }

  return {
    socket: {
      connected: true,
      active: true,
      connect: () => tell('connect'),
      on: (event: string, listener: (body?: unknown) => void) => {
        const set = listeners.get(event) ?? new Set()
        listeners.set(event, set.add(listener))
      },
      off: (event: string, listener: (body?: unknown) => void) => listeners.get(event)?.delete(listener),
      timeout: (ms: number) => ({
        emit(
          event: string,
          body: Record<string, unknown>,
          answer: (error: Error | null, answer?: unknown) => void,
        ) {
          if (event === 'command') commands.push(body)
          if (silent) setTimeout(() => answer(new Error('timeout')), ms)
          else answer(null, event === 'watch' ? watchAnswer(body) : { ok: true })
        },
      }),
    },
    put(id: string, fields: Fields) {
      const whole = table.has(id) ? fields : { id, ...fields }
      table.set(id, { ...table.get(id), ...whole })
      send({ put: { queue: Object.fromEntries([[id, whole]]) }, del: {} })
    },
    del(id: string) {
      if (table.delete(id)) send({ put: {}, del: { queue: [id] } })
    },
    beat() {
      tell('beat', { ...head(), seq })
    },
    refuseConnection(code: string) {
      tell('connect_error', Object.assign(new Error(code), { data: { code } }))
    },
    loseNext() {
      losing = true
    },
    restart() {
      epoch++
      seq = 0
      tell('disconnect')
      tell('connect')
    },
    reconnect() {
      tell('disconnect')
      tell('connect')
    },
    refuseWith(code: string | null) {
      refusal = code
    },
    fallSilent() {
      silent = true
    },
    speakAgain() {
      silent = false
    },
    /** All commands that came, also those that were not answered. */
    commands,
    rows: all,
    lastRequest: () => lastRequest,
  }
}
