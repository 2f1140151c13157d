import type { SocketFrame } from './socket-frames.ts'

/** Sends frames over one websocket as they are, and makes another where the server has closed it. */
export interface FrameSocket {
  /** Gives what is wrong, if something is: no answer where one is due. */
  send(frame: SocketFrame): Promise<string | null>
  close(): void
}

const PATIENCE_MS = 10_000
/** Fewer than the commands that a socket may send at once. */
const FRAMES_A_SOCKET = 18

export function openFrameSocket(url: string, token: () => string): FrameSocket {
  let socket: WebSocket | null = null
  let sent = 0
  let opening: Promise<WebSocket> | null = null
  const waiting = new Map<number, (fault: string | null) => void>()

  function receive(mine: WebSocket, text: string): void {
    if (text === '2') mine.send('3')
    const ack = /^43(\d+)(\[.*)$/s.exec(text)
    if (ack === null) return
    const [answer] = JSON.parse(ack[2]!) as [{ ok?: unknown; code?: unknown } | null]
    const isNamed = answer?.ok === true || (answer?.ok === false && typeof answer.code === 'string')
    waiting.get(Number(ack[1]))?.(isNamed ? null : `answered ${ack[2]!.slice(0, 300)}`)
  }

  function gone(): void {
    // Whoever says what is no frame is cut: that is an answer too.
    for (const done of waiting.values()) done(null)
    socket = null
  }

  function open(): Promise<WebSocket> {
    return new Promise((done, fail) => {
      const mine = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
      const late = setTimeout(() => fail(new Error('no socket in time')), PATIENCE_MS)
      mine.addEventListener('message', ({ data }) => {
        const text = String(data)
        if (text.startsWith('0{')) mine.send(`40${JSON.stringify({ token: token() })}`)
        if (text.startsWith('40')) {
          clearTimeout(late)
          socket = mine
          sent = 0
          done(mine)
        }
        if (text.startsWith('44')) fail(new Error(`a socket was refused: ${text}`))
        receive(mine, text)
      })
      mine.addEventListener('close', () => {
        if (socket === mine) gone()
      })
      mine.addEventListener('error', () => undefined)
    })
  }

  async function ready(): Promise<WebSocket> {
    if (socket !== null && (sent >= FRAMES_A_SOCKET || socket.readyState !== WebSocket.OPEN)) {
      socket.close()
      gone()
    }
    if (socket !== null) return socket
    opening ??= open().finally(() => {
      opening = null
    })
    return opening
  }

  return {
    async send({ text, ack }) {
      const mine = await ready()
      sent++
      mine.send(text)
      if (ack === null) return null
      return new Promise((done) => {
        const late = setTimeout(() => end(`no answer within ${PATIENCE_MS} ms`), PATIENCE_MS)
        const end = (fault: string | null) => {
          clearTimeout(late)
          waiting.delete(ack)
          done(fault)
        }
        waiting.set(ack, end)
      })
    },
    close() {
      socket?.close()
      gone()
    },
  }
}
