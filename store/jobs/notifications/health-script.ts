import { defineScript } from '../../redis/script.ts'

/**
 * Counts a failure of a lane. It fails for good once it failed again some time after the first of an unbroken series.
 * KEYS: health. ARGV: reason, failures at least, ms since the first at least. Replies `well`, `became` or `failing`.
 */
export const failedScript = defineScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
if failures == 1 then redis.call('HSET', KEYS[1], 'since', now) end
redis.call('HSET', KEYS[1], 'reason', ARGV[1], 'last', now)
if redis.call('HEXISTS', KEYS[1], 'failing') == 1 then return 'failing' end
local since = tonumber(redis.call('HGET', KEYS[1], 'since'))
if failures >= tonumber(ARGV[2]) and now - since >= tonumber(ARGV[3]) then
  redis.call('HSET', KEYS[1], 'failing', now)
  return 'became'
end
return 'well'
`)

/** Something came through. KEYS: health, exhausted. Replies 1 if the lane had been failing. */
export const cameThroughScript = defineScript(`
local failing = redis.call('HEXISTS', KEYS[1], 'failing')
redis.call('DEL', KEYS[1], KEYS[2])
return failing
`)
