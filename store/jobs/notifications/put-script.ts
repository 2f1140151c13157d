import { defineScript } from '../../redis/script.ts'

/**
 * Takes notifications up that are not known: one that is on its way, was told in the last days or was given up is left as
 * it is.
 *
 * KEYS: all, place, lanes. ARGV: prefix of done, prefix of wait, then id, telling, lane, group, gravity of each.
 * Replies the lanes that have something new.
 */
export const putScript = defineScript(`
local fresh = {}
local seen = {}
for i = 3, #ARGV, 5 do
  local id, line = ARGV[i], ARGV[i + 2]
  if redis.call('HEXISTS', KEYS[1], id) == 0 and redis.call('EXISTS', ARGV[1] .. id) == 0 then
    redis.call('HSET', KEYS[1], id, ARGV[i + 1])
    redis.call('HSET', KEYS[2], id, cjson.encode({ line, ARGV[i + 3], ARGV[i + 4] }))
    redis.call('ZADD', ARGV[2] .. line, ARGV[i + 4], ARGV[i + 3] .. ' ' .. id)
    redis.call('SADD', KEYS[3], line)
    if not seen[line] then
      seen[line] = true
      fresh[#fresh + 1] = line
    end
  end
end
return fresh
`)
