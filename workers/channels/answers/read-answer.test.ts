import { expect, test } from 'vitest'
import { type Sent, sent } from '../channel.ts'
import { serviceAnswer } from './answer-forms.ts'
import { readAnswer } from './read-answer.ts'
import { refusalOf } from './refusal-of.ts'
import { type Meaning, refusalTable, type Service } from './refusal-table.ts'

/** How every refusal of every service is read: answers as they were seen or are documented, and every code of the table. */

const MINUTE = 60_000
const waits = (ms: number | null) => ({ is: 'failed', retryAfterMs: ms, maybe: false })
const again = { is: 'failed', retryAfterMs: null }
const corrected = { is: 'refused', where: 'target' }
const nobodyThere = { is: 'refused', where: 'gone' }
const notTaken = { is: 'refused', where: 'message' }
const shorter = { is: 'refused', where: 'length' }
const usedUp = { is: 'refused', where: 'quota' }
const unknown = { is: 'failed', attempts: 3 }

function read(service: Service, status: number, body: string, retryAfterMs: number | null = null): Sent {
  const recipient = { service, own: true, ...(service === 'push' ? { apart: true } : {}) }
  return readAnswer({ is: 'answered', status, body, retryAfterMs }, recipient, () => sent())
}

const SEEN: readonly (readonly [Service, number, string, object])[] = [
  ['feishu', 200, '{"code":0,"msg":"success","data":{}}', { is: 'sent' }],
  ['feishu', 200, '{"Extra":null,"StatusCode":0,"StatusMessage":"success"}', { is: 'sent' }],
  ['feishu', 400, '{"code":9499,"msg":"too many request","data":{}}', waits(MINUTE)],
  ['feishu', 200, '{"code":9499,"msg":"frequency limited","data":{}}', waits(MINUTE)],
  ['feishu', 400, '{"code":9499,"msg":"Bad Request","data":{}}', notTaken],
  ['feishu', 400, '{"code":9499,"msg":"request body exceed 20 KB"}', shorter],
  [
    'feishu',
    200,
    '{"code":11232,"data":{},"msg":"frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]"}',
    waits(MINUTE),
  ],
  [
    'feishu',
    200,
    '{"code":2200,"msg":"Gateway timeout. Please try again later."}',
    { ...again, maybe: true },
  ],
  ['feishu', 200, '{"code":11233,"msg":"busy"}', again],
  [
    'feishu',
    200,
    '{"code":19001,"msg":"param invalid: incoming webhook access token invalid","data":{}}',
    corrected,
  ],
  [
    'feishu',
    200,
    '{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}',
    corrected,
  ],
  ['feishu', 200, '{"code":19022,"msg":"Ip Not Allowed"}', corrected],
  ['feishu', 200, '{"code":19024,"msg":"Key Words Not Found"}', corrected],
  ['feishu', 200, '{"code":11246,"msg":"card content failed"}', notTaken],
  ['feishu', 429, '{"code":99991400,"msg":"request trigger frequency limit"}', waits(MINUTE)],
  ['feishu', 200, '{"code":31337,"msg":"a new one"}', unknown],
  ['feishu', 200, 'ok', { ...again, maybe: true }],

  ['feishu app', 400, '{"code":9499,"msg":"too many request"}', waits(MINUTE)],
  ['feishu app', 400, '{"code":9499,"msg":"Bad Request"}', notTaken],
  ['feishu app', 400, '{"code":230020,"msg":"This operation triggers the frequency limit."}', waits(MINUTE)],
  ['feishu app', 429, '{"code":99991403,"msg":"This month\'s API call quota has been exceeded"}', usedUp],
  ['feishu app', 200, '{"code":2200,"msg":"Gateway timeout. Please try again later."}', { maybe: true }],
  ['feishu app', 400, '{"code":99991663,"msg":"Invalid access token for authorization"}', again],
  [
    'feishu app',
    400,
    '{"code":230025,"msg":"The length of the message content reaches its limit."}',
    shorter,
  ],
  ['feishu app', 400, '{"code":230001,"msg":"invalid receive_id"}', nobodyThere],
  ['feishu app', 400, '{"code":230013,"msg":"Bot has NO availability to this user."}', nobodyThere],
  ['feishu app', 200, '{"code":10014,"msg":"app secret invalid"}', corrected],
  ['feishu app', 400, '{"code":230027,"msg":"Lack of necessary permissions."}', corrected],
  ['feishu app', 400, '{"code":230099,"msg":"Failed to create card content"}', notTaken],

  ['dingtalk', 200, '{"errcode":0,"errmsg":"ok"}', { is: 'sent' }],
  [
    'dingtalk',
    200,
    '{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}',
    waits(10 * MINUTE),
  ],
  [
    'dingtalk',
    200,
    '{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"9ff0","errcode":130101,"errmsg":"send too fast"}',
    waits(10 * MINUTE),
  ],
  [
    'dingtalk',
    200,
    '{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"24ce"}',
    waits(10 * MINUTE),
  ],
  ['dingtalk', 200, '{"errcode":90018,"errmsg":"api freq"}', waits(MINUTE)],
  ['dingtalk', 200, '{"errcode":-1,"errmsg":"系统繁忙"}', again],
  ['dingtalk', 200, '{"errcode":460101,"errmsg":"message too long, exceed 20000 bytes"}', shorter],
  ['dingtalk', 200, '{"errcode":40099,"errmsg":"body 大小不合法;请保持大小在 20000bytes 以内"}', shorter],
  [
    'dingtalk',
    200,
    '{"errcode":310000,"errmsg":"keywords not in content, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]"}',
    corrected,
  ],
  ['dingtalk', 200, '{"errcode":310000,"errmsg":"sign not match"}', corrected],
  ['dingtalk', 200, '{"errcode":310000,"errmsg":"ip 203.0.113.7 not in whitelist"}', corrected],
  ['dingtalk', 200, '{"errcode":310000,"errmsg":"not allowed"}', corrected],
  ['dingtalk', 200, '{"errcode":300005,"errmsg":"token is not exist"}', corrected],
  ['dingtalk', 200, '{"errcode":430104,"errmsg":"含有不合适的内容"}', notTaken],

  ['wecom', 200, '{"errcode":0,"errmsg":"ok"}', { is: 'sent' }],
  ['wecom', 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', waits(MINUTE)],
  ['wecom', 200, '{"errcode":-1,"errmsg":"system busy"}', again],
  [
    'wecom',
    200,
    '{"errcode":40058,"errmsg":"markdown.content exceed max length 4096. invalid Request Parameter, hint: [1704540159128593240839785]"}',
    shorter,
  ],
  ['wecom', 200, '{"errcode":45002,"errmsg":"content size out of limit"}', shorter],
  ['wecom', 200, '{"errcode":40058,"errmsg":"invalid Request Parameter, hint: [17045]"}', notTaken],
  ['wecom', 200, '{"errcode":93000,"errmsg":"invalid webhook url, hint: [17045]"}', corrected],

  ['line', 200, '{"sentMessages":[{"id":"1"}]}', { is: 'sent' }],
  ['line', 429, '{"message":"You have reached your monthly limit."}', usedUp],
  ['line', 429, '{"message":"The API rate limit has been exceeded. Try again later."}', waits(MINUTE)],
  [
    'line',
    400,
    '{"message":"The request body has 1 error(s)","details":[{"message":"Length must be between 0 and 5000","property":"messages[0].text"}]}',
    shorter,
  ],
  [
    'line',
    400,
    '{"message":"The property, \'to\', in the request body is invalid (line: -, column: -)"}',
    nobodyThere,
  ],
  ['line', 400, '{"message":"Failed to send messages"}', nobodyThere],
  ['line', 400, '{"message":"The request body has 2 error(s)"}', notTaken],
  ['line', 401, '{"message":"Authentication failed. Confirm that the access token is valid."}', corrected],
  ['line', 403, '{"message":"Access to this API is not available for your account"}', corrected],
  ['line', 500, '{"message":"Internal error"}', again],

  ['slack', 200, 'ok', { is: 'sent' }],
  ['slack', 429, 'rate_limited', waits(30_000)],
  ['slack', 400, 'msg_too_long', shorter],
  ['slack', 404, 'no_service', corrected],
  ['slack', 410, 'channel_is_archived', corrected],
  ['slack', 400, 'invalid_payload', notTaken],
  ['slack', 400, 'something_else', unknown],

  ['slack bot', 200, '{"ok":true,"channel":"C1","ts":"1.2"}', { is: 'sent' }],
  ['slack bot', 429, '{"ok":false,"error":"ratelimited"}', waits(30_000)],
  ['slack bot', 200, '{"ok":false,"error":"message_limit_exceeded"}', waits(MINUTE)],
  ['slack bot', 200, '{"ok":false,"error":"internal_error"}', again],
  ['slack bot', 200, '{"ok":false,"error":"msg_too_long"}', shorter],
  ['slack bot', 200, '{"ok":false,"error":"invalid_auth"}', corrected],
  ['slack bot', 200, '{"ok":false,"error":"missing_scope","needed":"chat:write"}', corrected],
  ['slack bot', 200, '{"ok":false,"error":"channel_not_found"}', nobodyThere],
  ['slack bot', 200, '{"ok":false,"error":"edit_window_closed"}', notTaken],
  ['slack bot', 200, '{"ok":false,"error":"something_else"}', unknown],

  ['teams', 202, '', { is: 'sent' }],
  ['teams', 200, '1', { is: 'sent' }],
  [
    'teams',
    200,
    'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId tcid=6228,server=DB5,cv=AszF.0..',
    shorter,
  ],
  [
    'teams',
    200,
    'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId tcid=0,server=msgapi',
    waits(MINUTE),
  ],
  [
    'teams',
    200,
    'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 502 with ContextId tcid=0',
    again,
  ],
  [
    'teams',
    400,
    '{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"Could not execute workflow trigger as it is not enabled."}}',
    corrected,
  ],
  [
    'teams',
    400,
    '{"error":{"code":"TriggerInputSchemaMismatch","message":"The input body is no object."}}',
    notTaken,
  ],
  ['teams', 413, '', shorter],
  ['teams', 429, '', waits(MINUTE)],

  ['push', 201, '', { is: 'sent' }],
  ['push', 404, '', nobodyThere],
  ['push', 410, 'push subscription has unsubscribed or expired.', nobodyThere],
  ['push', 403, '{"reason":"VapidPkHashMismatch"}', nobodyThere],
  ['push', 406, '', { ...waits(MINUTE), apart: true }],
  ['push', 429, '', { ...waits(30_000), apart: true }],
  ['push', 413, '', shorter],

  ['webhook', 204, '', { is: 'sent' }],
  ['webhook', 302, '', corrected],
  ['webhook', 401, 'no', corrected],
  ['webhook', 404, 'no such hook', corrected],
  ['webhook', 410, '', corrected],
  ['webhook', 409, '', again],
  ['webhook', 413, '', shorter],
  ['webhook', 429, '', waits(30_000)],
  ['webhook', 503, '<html>busy</html>', again],
  ['webhook', 422, 'no such field', unknown],
]

test.each(SEEN)('%s: %i %s', (service, status, body, meaning) => {
  expect(read(service, status, body)).toMatchObject(meaning)
})

test('no row of the table is without an answer that was seen', () => {
  const met = new Set(
    SEEN.flatMap(([service, status, body]) => {
      const { accepted, code, text } = serviceAnswer(service, status, body)
      return accepted === false ? [refusalOf({ service, status, code, text })] : []
    }),
  )
  expect(refusalTable.filter((row) => !met.has(row))).toEqual([])
})

/** An answer with nothing but a code, as its service words it. */
const bare: Partial<Record<Service, (code: number | string) => string>> = {
  feishu: (code) => JSON.stringify({ code, msg: '' }),
  'feishu app': (code) => JSON.stringify({ code, msg: '' }),
  dingtalk: (code) => JSON.stringify({ errcode: code, errmsg: '' }),
  wecom: (code) => JSON.stringify({ errcode: code, errmsg: '' }),
  slack: String,
  'slack bot': (code) => JSON.stringify({ ok: false, error: code }),
  teams: (code) =>
    typeof code === 'number' ? `returned HTTP error ${code} with` : JSON.stringify({ error: { code } }),
}
const OUTCOMES: Readonly<Record<Meaning, object>> = {
  'rate limit': { is: 'failed' },
  'quota used up': usedUp,
  'too long': shorter,
  target: corrected,
  address: nobodyThere,
  content: notTaken,
  temporary: again,
}
const CODES = refusalTable.flatMap(({ service, codes = [], text, means, waitMs }) =>
  service === 'any' || text !== undefined ? [] : codes.map((code) => ({ service, code, means, waitMs })),
)

test.each(CODES)('$service: $code is read as $means', ({ service, code, means, waitMs }) => {
  const status = service === 'slack' ? 400 : 200
  const result = read(service, status, bare[service]!(code))
  expect(result).toMatchObject(OUTCOMES[means])
  if (means === 'rate limit') expect(result).toMatchObject({ retryAfterMs: waitMs })
})

test("a service's own word on when to come back counts more than the table's", () => {
  expect(read('slack', 429, 'rate_limited', 7_000)).toMatchObject({ retryAfterMs: 7_000 })
  expect(read('feishu app', 400, '{"code":99991400,"msg":""}', 52_000)).toMatchObject({
    retryAfterMs: 52_000,
  })
})

test("what an administrator reads has the service's code and words, and what to do", () => {
  expect(read('dingtalk', 200, '{"errcode":310000,"errmsg":"sign not match"}')).toMatchObject({
    reason: 'it answered 310000: sign not match (correct "secret", or the clock of this machine)',
  })
  expect(read('feishu', 400, '{"code":31337,"msg":"a new one"}')).toMatchObject({
    reason: 'it answered 400 31337: a new one',
  })
  expect(read('slack', 404, 'no_service')).toMatchObject({
    reason: 'it answered 404 no_service (copy its url anew: the webhook is gone)',
  })
})

test("nobody is there: at the target's own address it is the target that is to be corrected", () => {
  const answer = {
    is: 'answered',
    status: 200,
    body: '{"ok":false,"error":"is_archived"}',
    retryAfterMs: null,
  } as const
  expect(readAnswer(answer, { service: 'slack bot', own: false }, () => sent())).toMatchObject(corrected)
})
