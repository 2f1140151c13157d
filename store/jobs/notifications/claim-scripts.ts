import { defineScript } from '../../redis/script.ts'

/**
 * Notes how far the sending of notifications came, if the holder still has them all; its claim lives on from now.
 * KEYS: sending, state, holder. ARGV: holder, lifetime of the claim (ms), then id and state of each. Replies 1 or 0.
 */
export const noteScript = defineScript(`
for i = 3, #ARGV, 2 do
  if redis.call('HGET', KEYS[3], ARGV[i]) ~= ARGV[1] then return 0 end
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i = 3, #ARGV, 2 do
  redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[i])
  redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
end
return 1
`)

/** Lets the claims that a holder still has live on. KEYS: sending, holder. ARGV: holder, lifetime (ms), then ids. */
export const renewScript = defineScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i = 3, #ARGV do
  if redis.call('HGET', KEYS[2], ARGV[i]) == ARGV[1] then redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[i]) end
end
return 1
`)

/**
 * Puts a notification that is being sent where it belongs next, if the holder still has it.
 * KEYS: sending, all, place, state, holder, due, dead, done. ARGV: holder, id, where to (`done` `gone` `due` `dead`),
 * ms (until it is tried again, or that it is remembered as done), state, most that are kept of the dead. Replies 1 or 0.
 */
export const settleScript = defineScript(`
local id, to = ARGV[2], ARGV[3]
if redis.call('HGET', KEYS[5], id) ~= ARGV[1] then return 0 end
redis.call('ZREM', KEYS[1], id)
redis.call('HDEL', KEYS[5], id)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if to == 'due' or to == 'dead' then
  redis.call('HSET', KEYS[4], id, ARGV[5])
  if to == 'due' then
    redis.call('ZADD', KEYS[6], now + ARGV[4], id)
  else
    redis.call('ZADD', KEYS[7], now, id)
    if redis.call('ZCARD', KEYS[7]) > tonumber(ARGV[6]) then
      local oldest = redis.call('ZPOPMIN', KEYS[7])[1]
      for i = 2, 4 do redis.call('HDEL', KEYS[i], oldest) end
    end
  end
else
  redis.call('HDEL', KEYS[2], id)
  redis.call('HDEL', KEYS[3], id)
  redis.call('HDEL', KEYS[4], id)
  if to == 'done' then redis.call('SET', KEYS[8], '1', 'PX', ARGV[4]) end
end
return 1
`)
