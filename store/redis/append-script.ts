import { defineScript } from './script.ts'

/**
 * Mark and append in one step. An event whose mark stands in one of the last days is not written again:
 * `d` (duplicate) if its content is the same, `r` (reused id) if not; all others are written: `a` (accepted).
 *
 * KEYS: log, lease, then the days' marks: the day of receipt first, then the day after (another writer's clock may
 * be ahead), then the seven before.
 * ARGV: fence ('' = none), lifetime of a day's marks in ms, then mark, content, entry of each event.
 * Replies the outcomes as one text, and the position of the last entry written ('' = none).
 */
export const appendScript = defineScript(`
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
  return redis.error_reply('FENCED another holds the lease')
end
local count = (#ARGV - 2) / 3
local known = {}
for k = 3, #KEYS do
  if redis.call('EXISTS', KEYS[k]) == 1 then
    for from = 1, count, 2000 do
      local marks = {}
      for i = from, math.min(count, from + 1999) do marks[#marks + 1] = ARGV[i * 3] end
      local found = redis.call('HMGET', KEYS[k], unpack(marks))
      for i = 1, #marks do
        if found[i] then known[marks[i]] = found[i] end
      end
    end
  end
end
local outcomes, fresh, last = {}, {}, ''
for i = 1, count do
  local mark, content = ARGV[i * 3], ARGV[i * 3 + 1]
  local before = known[mark]
  if not before then
    last = redis.call('XADD', KEYS[1], '*', 'e', ARGV[i * 3 + 2])
    known[mark] = content
    fresh[#fresh + 1] = mark
    fresh[#fresh + 1] = content
    outcomes[i] = 'a'
  elseif before == content then
    outcomes[i] = 'd'
  else
    outcomes[i] = 'r'
  end
end
for from = 1, #fresh, 4000 do
  redis.call('HSET', KEYS[3], unpack(fresh, from, math.min(#fresh, from + 3999)))
end
if last ~= '' then redis.call('PEXPIRE', KEYS[3], ARGV[2], 'NX') end
return { table.concat(outcomes), last }
`)
