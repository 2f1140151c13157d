import { defineScript } from '../../redis/script.ts'

/**
 * Takes the gravest that waits on a line and claims it for a holder; where more waits than the line may be sent now,
 * with all that goes to the same address. Nothing is taken while as many are being sent as may, while a bucket is empty, or
 * while the service asked to be left alone.
 *
 * KEYS: wait, sending, bucket, all, state, holder.
 * ARGV: holder, lifetime of the claim (ms), most at once, most that are taken together, then capacity and ms per token
 * of each bucket. Replies `none`, `busy`, `later` and ms, or `taken`, how many still
 * wait, and id, telling, state of each.
 */
export const takeScript = defineScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local top = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
if not top then return { 'none' } end
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then return { 'busy' } end
local left, wait, room = {}, 0, math.huge
local paused = tonumber(redis.call('HGET', KEYS[3], 'until') or '0')
if paused > now then wait = paused - now end
for i = 5, #ARGV, 2 do
  local capacity, every = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
  local kept = redis.call('HMGET', KEYS[3], 'tokens' .. i, 'at' .. i)
  local tokens = tonumber(kept[1]) or capacity
  tokens = math.min(capacity, tokens + math.max(0, now - (tonumber(kept[2]) or now)) / every)
  if tokens < 1 then wait = math.max(wait, math.ceil((1 - tokens) * every)) end
  left[#left + 1] = { i, tokens - 1 }
  room = math.min(room, tokens)
end
if wait > 0 then return { 'later', wait } end
for _, bucket in ipairs(left) do
  redis.call('HSET', KEYS[3], 'tokens' .. bucket[1], tostring(bucket[2]), 'at' .. bucket[1], now)
end
local members = { top }
local group = string.match(top, '^%S+') .. ' '
local most = tonumber(ARGV[4])
if most > 1 and redis.call('ZCARD', KEYS[1]) > room then
  for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 1, -1)) do
    if #members >= most then break end
    if string.sub(member, 1, #group) == group then members[#members + 1] = member end
  end
end
local reply = { 'taken', 0 }
for _, member in ipairs(members) do
  local id = string.sub(member, #group + 1)
  redis.call('ZREM', KEYS[1], member)
  redis.call('ZADD', KEYS[2], now + ARGV[2], id)
  redis.call('HSET', KEYS[6], id, ARGV[1])
  reply[#reply + 1] = id
  reply[#reply + 1] = redis.call('HGET', KEYS[4], id) or ''
  reply[#reply + 1] = redis.call('HGET', KEYS[5], id) or ''
end
reply[2] = redis.call('ZCARD', KEYS[1])
return reply
`)

/** Gives a token back that was taken for nothing. KEYS: bucket. ARGV: capacity of each bucket. */
export const refundScript = defineScript(`
for i, capacity in ipairs(ARGV) do
  local name = 'tokens' .. (3 + i * 2)
  local tokens = tonumber(redis.call('HGET', KEYS[1], name) or capacity)
  redis.call('HSET', KEYS[1], name, tostring(math.min(tonumber(capacity), tokens + 1)))
end
return 1
`)

/** Nothing is taken for so many ms. KEYS: bucket. ARGV: ms. */
export const pauseScript = defineScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local before = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
redis.call('HSET', KEYS[1], 'until', math.max(before, now + ARGV[1]))
return 1
`)
