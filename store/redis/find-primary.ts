import { createClient } from 'redis'
import type { RedisAddress, RedisEndpoint } from '#platform/redis-address.ts'
import { LogUnavailable } from '../log-error.ts'
import { redisWithin } from './redis-within.ts'

const ANSWER_MS = 1_000

/** What one Sentinel says; null: it does not answer, or does not know the group. */
async function ask(address: RedisAddress, { host, port }: RedisEndpoint): Promise<RedisEndpoint | null> {
  const { group, isTls, sentinelUsername, sentinelPassword } = address
  const client = createClient({
    socket: { host, port, connectTimeout: ANSWER_MS, reconnectStrategy: false, ...(isTls && { tls: true }) },
    ...(sentinelUsername !== undefined && { username: sentinelUsername }),
    ...(sentinelPassword !== undefined && { password: sentinelPassword }),
    ...{ RESP: 2, disableOfflineQueue: true, maintNotifications: 'disabled' },
  })
  // That it cannot be reached is told by the command below.
  client.on('error', () => undefined)
  try {
    const said = client
      .connect()
      .then(() => client.sendCommand<[string, string] | null>(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', group]))
    const reply = await redisWithin(ANSWER_MS, said)
    return reply === null ? null : { host: String(reply[0]), port: Number(reply[1]) }
  } catch {
    // One Sentinel of several may be away: the others say.
    return null
  } finally {
    if (client.isOpen) client.destroy()
  }
}

/** What most of them say, as soon as it is clear; null: none of them says anything. */
function agreed(answers: readonly Promise<RedisEndpoint | null>[]): Promise<RedisEndpoint | null> {
  const votes = new Map<string, { endpoint: RedisEndpoint; count: number }>()
  const enough = Math.floor(answers.length / 2) + 1
  let open = answers.length
  return new Promise((done) => {
    const take = (endpoint: RedisEndpoint | null) => {
      open--
      if (endpoint !== null) {
        const vote = votes.get(`${endpoint.host} ${endpoint.port}`) ?? { endpoint, count: 0 }
        vote.count++
        votes.set(`${endpoint.host} ${endpoint.port}`, vote)
        if (vote.count >= enough) done(endpoint)
      }
      const [most] = [...votes.values()].toSorted((a, b) => b.count - a.count)
      if (open === 0) done(most?.endpoint ?? null)
    }
    for (const answer of answers) void answer.then(take)
  })
}

/** Where the primary is that the Sentinels agree on: one that was away may still name the one before. */
export async function findPrimary(address: RedisAddress): Promise<RedisEndpoint> {
  const endpoint = await agreed(address.sentinels.map((sentinel) => ask(address, sentinel)))
  if (endpoint === null) throw new LogUnavailable(`no Sentinel knows "${address.group}"`)
  return endpoint
}
