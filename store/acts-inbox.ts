import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { LogUnavailable } from './log-error.ts'
import { openConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'

/** How a server that is not connected to a PBX asks the one that is: both know the same Redis. */
export interface ActsInbox {
  /** Hands a text to whoever serves the feed; null: nobody took it, or no answer came in time. */
  ask(feed: string, text: string, withinMs: number): Promise<string | null>
  /** Answers what others ask for a feed, until stopped. */
  serve(feed: string, answer: (text: string) => Promise<string>): { stop(): void }
}

interface Asked {
  readonly reply: string
  readonly text: string
}

const LISTEN_SEC = 1
/** A command that may take `LISTEN_SEC` is given more. */
const SLACK_MS = 3_000
const KEPT_MS = 10_000
const RETRY_MS = 200

const wantedOf = (reply: string) => `${reply}:wanted`

export interface ActsInboxOptions {
  readonly url: string
  readonly site: string
  /** Told of what cannot be answered for another reason than that Redis is away. */
  readonly onFault: (error: Error) => void
}

export function createActsInbox({ url, site, onFault }: ActsInboxOptions): ActsInbox {
  const { prefix } = siteKeys(site)
  const inboxOf = (feed: string) => `${prefix}acts:${feed}`

  /** While Redis is away it is tried again, and whoever asked hears nothing. */
  function failed(error: unknown): void {
    if (!(error instanceof LogUnavailable)) onFault(error as Error)
  }

  return {
    async ask(feed, text, withinMs) {
      const connection = openConnection(url)
      const reply = `${prefix}acted:${randomUUID()}`
      const asked = JSON.stringify({ reply, text } satisfies Asked)
      try {
        // As long as it stands, somebody waits: what nobody took until then is not to be done minutes later.
        await connection.send(['SET', wantedOf(reply), '1', 'PX', String(withinMs)])
        await connection.send(['RPUSH', inboxOf(feed), asked])
        const answer = await connection.send<[string, string] | null>(
          ['BLPOP', reply, String(withinMs / 1_000)],
          { timeoutMs: withinMs + SLACK_MS },
        )
        if (answer === null) await connection.send(['LREM', inboxOf(feed), '0', asked])
        return answer?.[1] ?? null
      } finally {
        connection.close()
      }
    },
    serve(feed, answer) {
      const listening = openConnection(url)
      const answering = openConnection(url)
      let stopped = false

      async function take(asked: Asked): Promise<void> {
        if ((await answering.send<number>(['DEL', wantedOf(asked.reply)])) === 0) return
        const text = await answer(asked.text)
        await answering.send(['RPUSH', asked.reply, text])
        await answering.send(['PEXPIRE', asked.reply, String(KEPT_MS)])
      }

      async function listen(): Promise<void> {
        while (!stopped) {
          try {
            const next = await listening.send<[string, string] | null>(
              ['BLPOP', inboxOf(feed), String(LISTEN_SEC)],
              { timeoutMs: LISTEN_SEC * 1_000 + SLACK_MS },
            )
            // Whoever asked is told by the want of an answer.
            if (next !== null) take(JSON.parse(next[1]) as Asked).catch(failed)
          } catch (error) {
            if (!stopped) failed(error)
            await wait(RETRY_MS)
          }
        }
      }

      const listened = listen()
      return {
        stop() {
          stopped = true
          listening.close()
          void listened.then(() => answering.close())
        },
      }
    },
  }
}
