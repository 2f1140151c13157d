import { type AmiMessage, header } from '#protocols/ami/message.ts'

/** What came of a request. `away`: it was not sent; `cut`: the connection ended before an answer came. */
export type AmiReply =
  | { readonly is: 'answered'; readonly message: AmiMessage }
  | { readonly is: 'away' | 'cut' | 'timeout' }

/** Actions whose answers somebody waits for, by their ids. */
export interface Requests {
  /** Settles with the answer, when the connection ends, or when the time is over. */
  wait(id: string, withinMs: number): Promise<AmiReply>
  answered(message: AmiMessage): void
  /** The connection is gone: nothing that is waited for will come. */
  cut(): void
}

export function createRequests(): Requests {
  const waiting = new Map<string, (reply: AmiReply) => void>()
  return {
    wait(id, withinMs) {
      return new Promise((resolve) => {
        const settle = (reply: AmiReply) => {
          clearTimeout(timer)
          waiting.delete(id)
          resolve(reply)
        }
        const timer = setTimeout(() => settle({ is: 'timeout' }), withinMs)
        waiting.set(id, settle)
      })
    },
    answered: (message) => waiting.get(header(message, 'ActionID'))?.({ is: 'answered', message }),
    cut() {
      for (const settle of [...waiting.values()]) settle({ is: 'cut' })
    },
  }
}
