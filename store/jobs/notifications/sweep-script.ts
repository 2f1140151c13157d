import { defineScript } from '../../redis/script.ts'

/**
 * Puts back on their lanes what is due again, and what a sender that is taken for dead held.
 * KEYS: lanes, due, place, holder. ARGV: prefix of wait, prefix of sending, most at once.
 * Replies the lanes on which something waits, and the ms until the next is due ('' = nothing).
 */
export const sweepScript = defineScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function putBack(id)
  local place = redis.call('HGET', KEYS[3], id)
  if not place then return end
  local line, group, gravity = unpack(cjson.decode(place))
  redis.call('ZADD', ARGV[1] .. line, gravity, group .. ' ' .. id)
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, ARGV[3])) do
  redis.call('ZREM', KEYS[2], id)
  putBack(id)
end
local waiting = {}
for _, line in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local sending = ARGV[2] .. line
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', sending, '-inf', now, 'LIMIT', 0, ARGV[3])) do
    redis.call('ZREM', sending, id)
    redis.call('HDEL', KEYS[4], id)
    putBack(id)
  end
  if redis.call('EXISTS', ARGV[1] .. line) == 1 then waiting[#waiting + 1] = line end
end
local next = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
return { waiting, next and tostring(next - now) or '' }
`)

/**
 * Puts a notification that was given up back on its lane. KEYS: dead, place, lanes, state. ARGV: id, prefix of wait, state.
 * Replies its lane, or an empty text.
 */
export const resendScript = defineScript(`
local id = ARGV[1]
if redis.call('ZREM', KEYS[1], id) == 0 then return '' end
local line, group, gravity = unpack(cjson.decode(redis.call('HGET', KEYS[2], id)))
redis.call('ZADD', ARGV[2] .. line, gravity, group .. ' ' .. id)
redis.call('SADD', KEYS[3], line)
redis.call('HSET', KEYS[4], id, ARGV[3])
return line
`)
