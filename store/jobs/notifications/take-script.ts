import { defineScript } from '../../redis/script.ts'

/**
 * Takes the worst that waits on a lane and claims it for a holder; where more waits than the lane may be sent now,
 * with all that goes to the same address. Nothing is taken while as many are being sent as may, while a bucket is empty, or
 * while the service asked to be left alone. Where it asked for longer than anybody waits, some are taken all the same: to
 * be told so, not to be sent. On a lane whose addresses are reached one at a time (`alone`), an address to which something
 * is being sent is passed over, and all that waits for another is taken together.
 *
 * KEYS: wait, sending, bucket, all, state, holder, place.
 * ARGV: holder, lifetime of the claim (ms), most at once, most that are taken together, capacity and ms per token of each
 * bucket, and at last the patience (ms) and `1` for alone. Replies `none`, `busy`, `later` and ms, or `taken`, how many
 * still wait, and id, telling, state of each, or `held`, ms, why, and the same of each.
 */
export const takeScript = defineScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local patience, alone = tonumber(ARGV[#ARGV - 1]), ARGV[#ARGV] == '1'
local function claim(reply, members)
  for _, member in ipairs(members) do
    local id = string.match(member, '^%S+ (.*)$')
    redis.call('ZREM', KEYS[1], member)
    redis.call('ZADD', KEYS[2], now + ARGV[2], id)
    redis.call('HSET', KEYS[6], id, ARGV[1])
    reply[#reply + 1] = id
    reply[#reply + 1] = redis.call('HGET', KEYS[4], id) or ''
    reply[#reply + 1] = redis.call('HGET', KEYS[5], id) or ''
  end
  return reply
end
local top = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
if not top then return { 'none' } end
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then return { 'busy' } end
local left, wait, room = {}, 0, math.huge
local paused = tonumber(redis.call('HGET', KEYS[3], 'until') or '0')
if paused - now > patience then
  local why = redis.call('HGET', KEYS[3], 'why') or 'the service asked to be left alone'
  return claim({ 'held', paused - now, why }, redis.call('ZRANGE', KEYS[1], 0, 99))
end
if paused > now then wait = paused - now end
for i = 5, #ARGV - 2, 2 do
  local capacity, every = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
  local kept = redis.call('HMGET', KEYS[3], 'tokens' .. i, 'at' .. i)
  local tokens = tonumber(kept[1]) or capacity
  tokens = math.min(capacity, tokens + math.max(0, now - (tonumber(kept[2]) or now)) / every)
  if tokens < 1 then wait = math.max(wait, math.ceil((1 - tokens) * every)) end
  left[#left + 1] = { i, tokens - 1 }
  room = math.min(room, tokens)
end
if alone then
  local busy = {}
  for _, id in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
    local place = redis.call('HGET', KEYS[7], id)
    if place then busy[cjson.decode(place)[2]] = true end
  end
  top = nil
  for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    if not busy[string.match(member, '^%S+')] then
      top = member
      break
    end
  end
  if not top then return { 'busy' } end
end
if wait > 0 then return { 'later', wait } end
for _, bucket in ipairs(left) do
  redis.call('HSET', KEYS[3], 'tokens' .. bucket[1], tostring(bucket[2]), 'at' .. bucket[1], now)
end
local members = { top }
local group = string.match(top, '^%S+') .. ' '
local most = tonumber(ARGV[4])
if most > 1 and (alone or redis.call('ZCARD', KEYS[1]) > room) then
  for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    if #members >= most then break end
    if member ~= top and string.sub(member, 1, #group) == group then members[#members + 1] = member end
  end
end
local reply = claim({ 'taken', 0 }, members)
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

/** Nothing is sent for so many ms. KEYS: bucket. ARGV: ms, why. */
export const pauseScript = defineScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local before = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
if now + ARGV[1] > before then redis.call('HSET', KEYS[1], 'until', now + ARGV[1], 'why', ARGV[2]) end
return 1
`)
